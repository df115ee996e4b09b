import { type ReactElement, useRef } from "react";
import { Field } from "../../ui/Field.tsx";

interface ChoiceFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  /** After the mouse chose; whoever goes through the choices by keys says by Enter which it is. */
  readonly onChosen: () => void;
  readonly fault?: string | undefined;
}

/** A labelled choice that is over when the mouse has made it. */
export function ChoiceField(
  { name, label, value, options, onChange, onChosen, fault }: ChoiceFieldProps,
): ReactElement {
  const byMouse = useRef(false);
  return (
    <Field label={label} fault={fault}>
      {(attributes) => (
        <select
          {...attributes}
          name={name}
          className="control w-full"
          value={value}
          onPointerDown={() => {
            byMouse.current = true;
          }}
          onKeyDown={() => {
            byMouse.current = false;
          }}
          onChange={(event) => {
            onChange(event.target.value);
            if (byMouse.current) onChosen();
          }}
        >
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      )}
    </Field>
  );
}
