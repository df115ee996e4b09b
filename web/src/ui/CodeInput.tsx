import { forwardRef, useId, useState } from "react";
import { codeOf } from "./codeText.ts";

interface CodeInputProps {
  readonly label: string;
  readonly length: number;
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly isFaulty: boolean;
  /** Ids of what else is to be read with the field. */
  readonly describedBy?: string | undefined;
  readonly isReadOnly?: boolean;
}

/**
 * A one-time code in boxes. There is one real field over all of them, so that pasting, the suggestions of phones and
 * screen readers work as with any other field; the boxes only show what is in it.
 */
export const CodeInput = forwardRef<HTMLInputElement, CodeInputProps>(function CodeInput(
  { label, length, value, onChange, isFaulty, describedBy, isReadOnly = false },
  ref,
) {
  const id = useId();
  const [hasFocus, setFocus] = useState(false);
  // A caret that is not seen must not stand where nobody expects it.
  const toEnd = (field: HTMLInputElement) => {
    if (field.selectionStart !== field.value.length) field.setSelectionRange(field.value.length, field.value.length);
  };
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-medium">{label}</label>
      <div className="relative w-fit max-w-full">
        <div aria-hidden="true" className="flex gap-1.5 md:gap-2">
          {Array.from({ length }, (_, index) => index).map((index) => (
            <span
              key={index}
              data-active={hasFocus && index === Math.min(value.length, length - 1)}
              data-faulty={isFaulty}
              className="code-box"
            >
              {value[index] ?? ""}
            </span>
          ))}
        </div>
        <input
          ref={ref}
          id={id}
          name="one-time-code"
          type="text"
          inputMode="numeric"
          pattern="[0-9]*"
          autoComplete="one-time-code"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          required
          aria-label={label}
          readOnly={isReadOnly}
          aria-invalid={isFaulty}
          aria-describedby={describedBy}
          className="code-field"
          value={value}
          onChange={(event) => onChange(codeOf(event.target.value, length))}
          onSelect={(event) => toEnd(event.currentTarget)}
          onFocus={() => setFocus(true)}
          onBlur={() => setFocus(false)}
        />
      </div>
    </div>
  );
});
