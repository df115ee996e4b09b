/** Until when the node wants no error events, by the headers of its answer; null where it wants more. */
export function pausedUntil(
  status: number,
  limits: string | null,
  retryAfter: string | null,
  nowMs: number,
): number | null {
  let longest = 0;
  for (const limit of limits?.split(",") ?? []) {
    const [seconds = "", categories = ""] = limit.trim().split(":");
    const isMeant = categories === "" || categories.split(";").includes("error");
    if (isMeant && /^\d{1,8}$/.test(seconds)) longest = Math.max(longest, Number(seconds));
  }
  if (longest === 0 && status === 429) {
    longest = retryAfter !== null && /^\d{1,8}$/.test(retryAfter) ? Number(retryAfter) : 60;
  }
  return longest === 0 ? null : nowMs + longest * 1_000;
}

/** At most so many reports a minute: a loop must not keep node and network busy. */
const REPORTS_A_MINUTE = 20;
const MINUTE_MS = 60_000;

/** How many reports went out in the last minute, and which. */
export interface Budget {
  readonly sentAtMs: readonly number[];
}

export const fullBudget: Budget = { sentAtMs: [] };

/** The budget after one more report, or null when there is none left. */
export function spent({ sentAtMs }: Budget, nowMs: number): Budget | null {
  const recent = sentAtMs.filter((at) => nowMs - at < MINUTE_MS);
  return recent.length >= REPORTS_A_MINUTE ? null : { sentAtMs: [...recent, nowMs] };
}
