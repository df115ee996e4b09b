import type { ReactElement } from "react";
import { Field } from "./Field.tsx";

interface SelectFieldProps<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly lang?: string }[];
  readonly onChange: (value: Value) => void;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly className?: string;
}

/** A labelled choice of one among several. */
export function SelectField<Value extends string>(
  { name, label, value, options, onChange, hint, fault, className = "" }: SelectFieldProps<Value>,
): ReactElement {
  return (
    <Field label={label} hint={hint} fault={fault} className={className}>
      {(attributes) => (
        <select
          {...attributes}
          name={name}
          className="control w-full"
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>{option.label}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
