import type { Formats } from "../i18n/formats.ts";
import { roughDuration } from "../jobs/durationText.ts";

const MS: Readonly<Record<string, number>> = {
  milliseconds: 1,
  ms: 1,
  seconds: 1_000,
  s: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** A value as its unit is read: a time, a share, a size, or a number. */
export function measureText(value: number, unit: string, formats: Formats): string {
  const ms = MS[unit];
  if (ms !== undefined) return roughDuration(value * ms, formats.language);
  if (unit === "share" || unit === "ratio") return share(value, formats);
  if (unit === "percent") return share(value / 100, formats);
  if (unit === "bytes") return formats.size(value);
  return formats.number(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10);
}

function share(value: number, { language }: Formats): string {
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", { style: "percent", maximumFractionDigits: 1 })
    .format(value);
}
