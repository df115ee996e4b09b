/** Today as a day (`2030-01-31`), where the workspace is. */
export function todayIn(timeZone: string, nowMs: number = Date.now()): string {
  // Sweden writes its days as fields do.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(nowMs);
}

/** The first and the last day of the month that a day is in, or of one so many months before. */
export function monthOf(day: string, monthsBefore = 0): { readonly from: string; readonly to: string } {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 - monthsBefore, 1));
  const last = new Date(Date.UTC(year, month - monthsBefore, 0));
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) };
}

export function yearOf(day: string): { readonly from: string; readonly to: string } {
  const year = day.slice(0, 4);
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** A day as `Formats.day` takes it: at noon, so that no time zone makes it another. */
export function noonOf(day: string): string {
  return `${day.slice(0, 10)}T12:00:00`;
}
