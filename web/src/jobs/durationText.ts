import type { Language } from "../i18n/Language.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in the two largest units that it has, as the language writes them. */
export function durationText(ms: number, language: Language): string {
  // A clock that is behind must not make a duration negative.
  const rounded = Math.max(0, ms);
  const unit = (value: number, unit: string, digits = 0) => unitText(value, unit, digits, language);
  const pair = (large: string, largeMs: number, small: string, smallMs: number) => {
    const whole = Math.floor(rounded / largeMs);
    const rest = Math.floor((rounded % largeMs) / smallMs);
    return rest === 0 ? unit(whole, large) : `${unit(whole, large)} ${unit(rest, small)}`;
  };
  if (rounded < 10) return unit(rounded, "millisecond", 1);
  if (rounded < SECOND) return unit(rounded, "millisecond");
  if (rounded < MINUTE) return unit(Math.floor(rounded / 100) / 10, "second", 1);
  if (rounded < HOUR) return pair("minute", MINUTE, "second", SECOND);
  if (rounded < DAY) return pair("hour", HOUR, "minute", MINUTE);
  return pair("day", DAY, "hour", HOUR);
}

/** A duration in its largest unit, for where there is little room. */
export function roughDuration(ms: number, language: Language): string {
  if (ms < MINUTE) return durationText(ms, language);
  const [largest, name] = ms < HOUR ? [MINUTE, "minute"] : ms < DAY ? [HOUR, "hour"] : [DAY, "day"];
  const value = ms / largest;
  return unitText(value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value), name, 1, language);
}

function unitText(value: number, unit: string, maximumFractionDigits: number, language: Language): string {
  return new Intl.NumberFormat(language === "fr" ? "fr-FR" : "en-GB", {
    style: "unit",
    unit,
    // French sets a space before the unit, which its narrow form leaves out.
    unitDisplay: language === "fr" ? "short" : "narrow",
    maximumFractionDigits,
  }).format(value);
}

/** The time between two moments; null as long as one of them is not there. */
export function between(start: string | null, end: string | null): number | null {
  return start === null || end === null ? null : Date.parse(end) - Date.parse(start);
}
