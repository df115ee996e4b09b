/** Whole seconds until then, never less than none. */
export function secondsUntil(untilMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((untilMs - nowMs) / 1_000));
}

/** When a waiting is over that an answer of the node has set, or the usual one where it said nothing. */
export function waitingEnds(nowMs: number, retryAfterSeconds: number | null, usualSeconds: number): number {
  return nowMs + (retryAfterSeconds ?? usualSeconds) * 1_000;
}

/** Seconds as on a clock: 0:09, 12:30, 1:02:30. */
export function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => index === 0 ? String(part) : String(part).padStart(2, "0")).join(":");
}
