import type { ReactElement } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { currencies } from "../../settings/workspace/places.ts";
import { Field } from "../../ui/Field.tsx";
import { useWords } from "../words/useWords.ts";

interface AmountFieldProps {
  readonly label: string;
  readonly amount: string;
  readonly currency: string;
  readonly fault: string | undefined;
  readonly onChange: (amount: string, currency: string) => void;
}

/** An amount as it is typed, and its currency. */
export function AmountField({ label, amount, currency, fault, onChange }: AmountFieldProps): ReactElement {
  const words = useWords();
  const { language } = useSpeech();
  return (
    <Field label={label} fault={fault}>
      {(attributes) => (
        <div className="flex gap-2">
          <input
            {...attributes}
            name="amount"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            className="control w-full min-w-0 flex-1 text-right tabular-nums"
            value={amount}
            onChange={(event) => onChange(event.target.value, currency)}
          />
          <select
            aria-label={words.currency}
            className="control w-28"
            value={currency}
            onChange={(event) => onChange(amount, event.target.value)}
          >
            {currencies(currency, language).map((known) => (
              <option key={known.value} value={known.value}>{known.label}</option>
            ))}
          </select>
        </div>
      )}
    </Field>
  );
}
