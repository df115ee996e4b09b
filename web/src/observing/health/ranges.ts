import type { HealthRange } from "../../api/health.ts";
import type { Language } from "../../i18n/Language.ts";

const HOUR_MS = 3_600_000;

export const rangeMs: Readonly<Record<HealthRange, number>> = {
  "1h": HOUR_MS,
  "24h": 24 * HOUR_MS,
  "7d": 7 * 24 * HOUR_MS,
  "90d": 90 * 24 * HOUR_MS,
};

/** How often a history is asked for: no oftener than it can change to the eye. */
export const renewalMs: Readonly<Record<HealthRange, number>> = {
  "1h": 10_000,
  "24h": 60_000,
  "7d": 300_000,
  "90d": 300_000,
};

/** A moment of a chart: its time within an hour, its day as well beyond. */
export function momentText(atMs: number, range: HealthRange, language: Language): string {
  const options: Intl.DateTimeFormatOptions = range === "1h"
    ? { hour: "2-digit", minute: "2-digit" }
    : range === "24h" || range === "7d"
    ? { weekday: "short", hour: "2-digit", minute: "2-digit" }
    : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", options).format(atMs);
}
