import type { Language } from "../../i18n/Language.ts";

export type DecimalFault = "notANumber" | "tooFine" | "tooLarge";

/** What a form can send: every number of JSON up to here is read as it was written. */
const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** Spaces of every kind, and apostrophes: what people and programs put between thousands. */
const gaps = /[\s\u00a0\u202f\u2009'’_]/g;

const shapes: Readonly<Record<Language, RegExp>> = {
  en: /^(\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.(\d*))?$/,
  fr: /^(\d{1,3}(?:\.\d{3})+(?=,)|\d+|(?=[,.]\d))(?:[,.](\d*))?$/,
};

/** A number as someone types it, in units of its last digit: “12,5” of two digits is 1250. No floating point is in it. */
export function parseDecimal(
  text: string,
  digits: number,
  language: Language,
): { readonly value: bigint } | { readonly fault: DecimalFault } {
  const bare = text.replace(gaps, "").replace(/^[−–]/, "-");
  const isNegative = bare.startsWith("-");
  const match = shapes[language].exec(isNegative ? bare.slice(1) : bare.replace(/^\+/, ""));
  if (match === null) return { fault: "notANumber" };
  const [, whole = "", fraction = ""] = match;
  const fine = fraction.replace(/0+$/, "");
  if (fine.length > digits) return { fault: "tooFine" };
  const value = BigInt(whole.replace(/[.,]/g, "") + fine.padEnd(digits, "0"));
  if (value > LARGEST) return { fault: "tooLarge" };
  return { value: isNegative ? -value : value };
}

/** The same the other way, with the point of programs: 1250 of two digits is “12.50”. */
export function plainDecimal(value: bigint, digits: number): string {
  const sign = value < 0n ? "-" : "";
  const all = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  return digits === 0 ? `${sign}${all}` : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** What a field shows of a number that is there already: without zeros at its end, and with the language's own point. */
export function typedDecimal(value: bigint, digits: number, language: Language): string {
  const plain = plainDecimal(value, digits);
  const short = plain.includes(".") ? plain.replace(/\.?0+$/, "") : plain;
  return language === "fr" ? short.replace(".", ",") : short;
}
