import type { Language } from "../i18n/Language.ts";

function localeOf(language: Language): string {
  return language === "fr" ? "fr-FR" : "en-GB";
}

/** A moment to the second, with its day. */
export function exactTime(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: "medium", timeStyle: "medium" })
    .format(new Date(iso));
}

/** A time of day to the second. */
export function clockTime(ms: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeStyle: "medium" }).format(ms);
}

/** A time of day to the millisecond, as a log has it. */
export function logTime(iso: string, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
  }).format(new Date(iso));
}

/** When a schedule runs: with the day of the week, in a time zone or else in this browser's; null in a zone unknown to it. */
export function runTime(iso: string, language: Language, timeZone?: string): string | null {
  try {
    return new Intl.DateTimeFormat(localeOf(language), {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      timeZone,
    }).format(new Date(iso));
  } catch {
    return null;
  }
}
