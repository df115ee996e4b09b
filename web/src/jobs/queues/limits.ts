import type { QueueLimits } from "../../api/jobQueues.ts";

/** What someone typed into the form of a queue's limits; an empty field sets no limit. */
export interface LimitsDraft {
  readonly concurrency: string;
  readonly count: string;
  readonly seconds: string;
}

export function draftOf({ concurrency, rate }: QueueLimits): LimitsDraft {
  return {
    concurrency: concurrency === null ? "" : String(concurrency),
    count: rate === null ? "" : String(rate.count),
    seconds: rate === null ? "" : String(rate.seconds),
  };
}

/** The limits that were typed; the names of the fields at fault where they are none. */
export function limitsOf(
  draft: LimitsDraft,
): { readonly limits: QueueLimits } | { readonly faults: readonly (keyof LimitsDraft)[] } {
  const faults = (["concurrency", "count", "seconds"] as const).filter((name) =>
    draft[name].trim() !== "" && wholeNumber(draft[name]) === null
  );
  const [concurrency, count, seconds] = [draft.concurrency, draft.count, draft.seconds].map(wholeNumber);
  if (faults.length === 0 && count === null && seconds !== null) return { faults: ["count"] };
  if (faults.length === 0 && count !== null && seconds === null) return { faults: ["seconds"] };
  if (faults.length > 0) return { faults };
  const rate = typeof count === "number" && typeof seconds === "number" ? { count, seconds } : null;
  return { limits: { concurrency: concurrency ?? null, rate } };
}

function wholeNumber(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) && Number(text) > 0 ? Number(text) : null;
}
