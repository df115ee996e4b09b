import type { ReactElement } from "react";
import { Field } from "./Field.tsx";
import { SettledSelect } from "./SettledSelect.tsx";

interface SelectFieldProps<Value extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly lang?: string }[];
  /** Of a choice that is stored, as long as a promise of it is open, it is shown. */
  readonly onChange: (value: Value) => Promise<unknown> | void;
  /** Whether a choice is stored by itself, and not with the form around it. */
  readonly isStored?: boolean;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly className?: string;
}

/** A labelled choice of one among several. */
export function SelectField<Value extends string>(
  { name, label, value, options, onChange, isStored = false, hint, fault, className = "" }: SelectFieldProps<Value>,
): ReactElement {
  const choose = (wanted: string) => {
    const chosen = options.find((option) => option.value === wanted);
    return chosen === undefined ? undefined : onChange(chosen.value);
  };
  const list = options.map((option) => (
    <option key={option.value} value={option.value} lang={option.lang}>{option.label}</option>
  ));
  return (
    <Field label={label} hint={hint} fault={fault} className={className}>
      {(attributes) =>
        isStored
          ? (
            <SettledSelect {...attributes} name={name} className="w-full" value={value} onChoose={choose}>
              {list}
            </SettledSelect>
          )
          : (
            <select
              {...attributes}
              name={name}
              className="control w-full"
              value={value}
              onChange={(event) => void choose(event.target.value)}
            >
              {list}
            </select>
          )}
    </Field>
  );
}
