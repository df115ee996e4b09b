export const linkLives = ["hour", "day", "week", "month", "custom"] as const;

export type LinkLife = typeof linkLives[number];

const HOUR = 3_600;
const seconds: Readonly<Record<Exclude<LinkLife, "custom">, number>> = {
  hour: HOUR,
  day: 24 * HOUR,
  week: 7 * 24 * HOUR,
  month: 30 * 24 * HOUR,
};
/** The longest that the node signs. */
const LONGEST = 315_360_000;

/** How many seconds a link lives; null where the time that was chosen is none that it can end at. */
export function secondsOf(life: LinkLife, until: string, nowMs: number): number | null {
  if (life !== "custom") return seconds[life];
  const left = Math.floor((Date.parse(until) - nowMs) / 1_000);
  return left >= 1 && left <= LONGEST ? left : null;
}
