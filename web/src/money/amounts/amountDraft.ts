import type { Language } from "../../i18n/Language.ts";
import { type DecimalFault, parseDecimal } from "./decimals.ts";
import { exponentOf, type Money } from "./Money.ts";

export type AmountFault = DecimalFault | "missing" | "zero" | "negative";

/** The amount that a form holds: above zero everywhere, since a side or a kind of its own says which way it goes. */
export function amountOf(
  text: string,
  currency: string,
  language: Language,
): { readonly money: Money } | { readonly fault: AmountFault } {
  if (text.trim() === "") return { fault: "missing" };
  const parsed = parseDecimal(text, exponentOf(currency), language);
  if ("fault" in parsed) return parsed;
  if (parsed.value === 0n) return { fault: "zero" };
  if (parsed.value < 0n) return { fault: "negative" };
  return { money: { amount: parsed.value, currency } };
}
