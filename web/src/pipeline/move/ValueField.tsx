import { type ReactElement, useState } from "react";
import type { WireMoney } from "../../api/Lead.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { type DecimalFault, parseDecimal, typedDecimal } from "../../money/amounts/decimals.ts";
import { exponentOf } from "../../money/amounts/Money.ts";
import { Field } from "../../ui/Field.tsx";
import { useWords } from "../words/useWords.ts";

/** Those that are offered beside the workspace's own and the one that is there. */
const usual = ["EUR", "CHF", "GBP", "USD", "CAD", "MAD", "XOF"];

export type ValueEntry =
  | { readonly value: WireMoney | null }
  | { readonly fault: DecimalFault };

interface ValueFieldProps {
  readonly label: string;
  readonly value: WireMoney | null;
  readonly onChange: (entry: ValueEntry) => void;
  readonly fault?: string | undefined;
  readonly className?: string;
}

/** An amount and its currency, as someone types them. */
export function ValueField({ label, value, onChange, fault, className = "" }: ValueFieldProps): ReactElement {
  const words = useWords().move;
  const { language } = useSpeech();
  const { workspace } = useSession();
  const [text, setText] = useState(() =>
    value === null ? "" : typedDecimal(BigInt(value.amount), exponentOf(value.currency), language)
  );
  const [currency, setCurrency] = useState(value?.currency ?? workspace.currency);
  const enter = (typed: string, chosen: string) => {
    setText(typed);
    setCurrency(chosen);
    if (typed.trim() === "") return onChange({ value: null });
    const parsed = parseDecimal(typed, exponentOf(chosen), language);
    if ("fault" in parsed) return onChange(parsed);
    if (parsed.value < 0n) return onChange({ fault: "notANumber" });
    onChange({ value: { amount: Number(parsed.value), currency: chosen } });
  };
  const currencies = [...new Set([workspace.currency, currency, ...usual])];
  return (
    <Field label={label} fault={fault} className={className}>
      {(attributes) => (
        <span className="flex gap-2">
          <input
            {...attributes}
            name="value"
            inputMode="decimal"
            autoComplete="off"
            className="control w-full min-w-0 tabular-nums"
            value={text}
            onChange={(event) => enter(event.target.value, currency)}
          />
          <select
            aria-label={words.currency}
            className="control"
            value={currency}
            onChange={(event) => enter(text, event.target.value)}
          >
            {currencies.map((one) => <option key={one} value={one}>{one}</option>)}
          </select>
        </span>
      )}
    </Field>
  );
}
