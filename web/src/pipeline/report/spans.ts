import type { Formats } from "../../i18n/formats.ts";
import type { PipelineWords } from "../words/english.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long, in the largest unit of which there are two; below ten of it with a decimal. */
export function spanText(ms: number | null, words: PipelineWords["report"], formats: Formats): string {
  if (ms === null) return words.none;
  const [unit, write] = ms >= 2 * DAY
    ? [DAY, words.inDays] as const
    : ms >= 2 * HOUR
    ? [HOUR, words.inHours] as const
    : [MINUTE, words.inMinutes] as const;
  const value = ms / unit;
  return write(formats.number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value)));
}

/** The day as a field of the page has it. */
export function dayOf(date: Date): string {
  const two = (part: number) => `${part}`.padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** The last days up to today. */
export function lastDays(count: number, today: Date): Span {
  const from = new Date(today);
  from.setDate(from.getDate() - count + 1);
  return { from: dayOf(from), to: dayOf(today) };
}

/** The days that an address names, or the last 90. */
export function spanOf(search: string, today: Date): Span {
  const query = new URLSearchParams(search);
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDay(from) && isDay(to) ? { from, to } : lastDays(90, today);
}
