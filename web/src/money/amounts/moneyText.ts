import type { Language } from "../../i18n/Language.ts";
import { plainDecimal } from "./decimals.ts";
import { exponentOf, type Money } from "./Money.ts";

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: Language, currency: string): Intl.NumberFormat {
  const name = `${language} ${currency}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const digits = exponentOf(currency);
  const made = new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(name, made);
  return made;
}

/** An amount as the language writes it. It is handed over as digits, so that none is lost on the way. */
export function moneyText({ amount, currency }: Money, language: Language): string {
  const digits = plainDecimal(amount, exponentOf(currency)) as Intl.StringNumericLiteral;
  return formatOf(language, currency).format(digits);
}
