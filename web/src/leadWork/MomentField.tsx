import type { ReactElement } from "react";
import { Field } from "../ui/Field.tsx";

interface MomentFieldProps {
  readonly name: string;
  readonly type: "date" | "datetime-local";
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
}

/** A day, or a day and a time, chosen by what the browser has for it. */
export function MomentField({ name, type, label, value, onChange, fault }: MomentFieldProps): ReactElement {
  return (
    <Field label={label} fault={fault} className="min-w-0">
      {(attributes) => (
        <input
          {...attributes}
          name={name}
          type={type}
          className="control w-full min-w-0"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
