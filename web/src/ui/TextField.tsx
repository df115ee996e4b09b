import type { HTMLAttributes, ReactElement } from "react";
import { Field } from "./Field.tsx";

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault: string | undefined;
  readonly mark?: string | undefined;
  readonly hint?: string | undefined;
  readonly type?: "text" | "email" | "tel";
  readonly inputMode?: HTMLAttributes<HTMLInputElement>["inputMode"];
  readonly placeholder?: string;
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly required?: boolean;
  /** Rows of a field for longer text; one line without it. */
  readonly rows?: number;
  readonly className?: string;
}

/** A labelled text field of one or more lines. */
export function TextField(
  { label, value, onChange, fault, mark, hint, rows, className = "", type = "text", ...rest }: TextFieldProps,
): ReactElement {
  return (
    <Field label={label} mark={mark} hint={hint} fault={fault} className={className}>
      {(attributes) =>
        rows === undefined
          ? (
            <input
              {...rest}
              {...attributes}
              type={type}
              autoCapitalize={type === "text" && rest.inputMode === undefined ? undefined : "none"}
              className="control w-full"
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          )
          : (
            <textarea
              {...rest}
              {...attributes}
              rows={rows}
              className="control w-full"
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
    </Field>
  );
}
