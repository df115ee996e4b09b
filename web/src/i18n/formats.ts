import type { Language } from "./Language.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Numbers, sizes and times as the language writes them. */
export interface Formats {
  readonly language: Language;
  readonly number: (value: number) => string;
  readonly percent: (hundredths: number) => string;
  readonly size: (byteCount: number) => string;
  readonly dateTime: (iso: string) => string;
  readonly day: (iso: string) => string;
  /** How long ago, up to a week; then the day. */
  readonly ago: (iso: string, nowMs: number) => string;
}

export function formatsFor(language: Language): Formats {
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const number = once(() => new Intl.NumberFormat(locale));
  const percent = once(() => new Intl.NumberFormat(locale, { style: "percent" }));
  const dateTime = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }));
  const day = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }));
  const size = (unit: string) =>
    once(() => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 }));
  const sizes = {
    // The short form of one language leaves the plural out.
    byte: once(() => new Intl.NumberFormat(locale, { style: "unit", unit: "byte", unitDisplay: "long" })),
    kilobyte: size("kilobyte"),
    megabyte: size("megabyte"),
    gigabyte: size("gigabyte"),
  };
  return {
    language,
    // Scores and counts, of which pages are full, are written as they are.
    number: (value) => Number.isInteger(value) && value >= 0 && value < 1_000 ? `${value}` : number().format(value),
    percent: (hundredths) => percent().format(hundredths / 100),
    size: (byteCount) => {
      if (byteCount < 1_000) return sizes.byte().format(byteCount);
      if (byteCount < 1_000_000) return sizes.kilobyte().format(byteCount / 1_000);
      if (byteCount < 1_000_000_000) return sizes.megabyte().format(byteCount / 1_000_000);
      return sizes.gigabyte().format(byteCount / 1_000_000_000);
    },
    dateTime: (iso) => dateTime().format(new Date(iso)),
    day: (iso) => day().format(new Date(iso)),
    ago: (iso, nowMs) => {
      const date = new Date(iso);
      // A node whose clock is ahead of this one must not put a lead into the future.
      const elapsed = Math.max(0, nowMs - date.getTime());
      if (elapsed < MINUTE) return relative().format(0, "second");
      if (elapsed < HOUR) return relative().format(-Math.floor(elapsed / MINUTE), "minute");
      if (elapsed < DAY) return relative().format(-Math.floor(elapsed / HOUR), "hour");
      if (elapsed < 7 * DAY) return relative().format(-Math.floor(elapsed / DAY), "day");
      return day().format(date);
    },
  };
}

/** Made when it is first needed: each takes milliseconds, and the first page needs few of them. */
function once<Format>(make: () => Format): () => Format {
  let made: Format | null = null;
  return () => made ??= make();
}
