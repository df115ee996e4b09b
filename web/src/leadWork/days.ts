/** A day as a field of the page has it (`2030-01-31`), from a moment; empty for none. */
export function dayField(iso: string | null): string {
  return minuteField(iso).slice(0, 10);
}

/** A minute as a field of the page has it (`2030-01-31T09:30`), in the browser's own time; empty for none. */
export function minuteField(iso: string | null): string {
  if (iso === null) return "";
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return "";
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The last second of a day: what is due on it is overdue with the next. Null for an empty field. */
export function endOfDay(day: string): string | null {
  return momentOf(`${day}T23:59:59`);
}

export function startOfDay(day: string): string | null {
  return momentOf(`${day}T00:00:00`);
}

/** The moment that a field of the page names; null while it names none. */
export function momentOf(field: string): string | null {
  const date = new Date(field);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** How a due day stands to now. */
export function dueState(iso: string, nowMs: number): "overdue" | "today" | "ahead" {
  const due = Date.parse(iso);
  if (due < nowMs) return "overdue";
  return dayField(iso) === dayField(new Date(nowMs).toISOString()) ? "today" : "ahead";
}
