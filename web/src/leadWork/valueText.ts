import type { WireMoney } from "../api/Lead.ts";
import type { Language } from "../i18n/Language.ts";
import { moneyText } from "../money/amounts/moneyText.ts";

/** A lead's value as the language writes it. */
export function valueText({ amount, currency }: WireMoney, language: Language): string {
  return moneyText({ amount: BigInt(Math.trunc(amount)), currency }, language);
}

/** Sums of several currencies beside each other; empty for none. */
export function sumsText(sums: readonly WireMoney[], language: Language): string {
  return sums.map((sum) => valueText(sum, language)).join(" + ");
}
