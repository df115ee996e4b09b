import type { ReactElement } from "react";
import { Field } from "../../ui/Field.tsx";
import { useKeyedChange } from "../../ui/useKeyedChange.ts";

interface ChoiceFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  /** After a choice from the opened list; whoever goes through a closed one by keys says by Enter which it is. */
  readonly onChosen: () => void;
  readonly fault?: string | undefined;
}

/** A labelled choice that is over when it was made in the opened list. */
export function ChoiceField(
  { name, label, value, options, onChange, onChosen, fault }: ChoiceFieldProps,
): ReactElement {
  const { isByKey, onKeyDown, onKeyPress } = useKeyedChange();
  return (
    <Field label={label} fault={fault}>
      {(attributes) => (
        <select
          {...attributes}
          name={name}
          className="control w-full"
          value={value}
          onKeyDown={onKeyDown}
          onKeyPress={onKeyPress}
          onChange={(event) => {
            onChange(event.target.value);
            if (!isByKey()) onChosen();
          }}
        >
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      )}
    </Field>
  );
}
