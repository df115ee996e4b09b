import type { Language } from "../i18n/Language.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span that was set, such as `7d`, in words. */
export function spanText(seconds: number, language: Language): string {
  const [unit, length] = seconds < HOUR ? ["minute", MINUTE] : seconds < 2 * DAY ? ["hour", HOUR] : ["day", DAY];
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumFractionDigits: 1,
  }).format(seconds / length);
}
