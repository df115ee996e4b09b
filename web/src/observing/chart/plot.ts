/** One value at one time; null where nothing was observed. */
export interface PlotPoint {
  readonly atMs: number;
  readonly value: number | null;
}

/** Where everything of a chart is, in shares of its width and height from the top left. */
export interface Plot {
  /** Stretches without a gap. */
  readonly lines: readonly (readonly PlotSpot[])[];
  readonly spots: readonly PlotSpot[];
  readonly top: number;
  /** Where the target’s line is; null without one. */
  readonly targetY: number | null;
}

export interface PlotSpot {
  readonly x: number;
  readonly y: number;
  readonly atMs: number;
  readonly value: number;
}

/** Places the points of a chart between `fromMs` and `toMs`. The highest value and the target are always in sight. */
export function plotOf(points: readonly PlotPoint[], target: number | null, fromMs: number, toMs: number): Plot {
  const values = points.flatMap(({ value }) => value === null ? [] : [value]);
  const top = roundTop(Math.max(0, ...values, target ?? 0));
  const span = Math.max(1, toMs - fromMs);
  const lines: PlotSpot[][] = [];
  let line: PlotSpot[] = [];
  for (const { atMs, value } of points) {
    if (value === null) {
      if (line.length > 0) lines.push(line);
      line = [];
    } else if (atMs >= fromMs && atMs <= toMs) {
      line.push({ x: (atMs - fromMs) / span, y: 1 - Math.max(0, value) / top, atMs, value });
    }
  }
  if (line.length > 0) lines.push(line);
  return { lines, spots: lines.flat(), top, targetY: target === null ? null : 1 - target / top };
}

/** The next round number with a little room above the value. */
export function roundTop(value: number): number {
  if (value <= 0) return 1;
  const wanted = value * 1.05;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return (steps.find((step) => step * power >= wanted) ?? 10) * power;
}

const steps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/** The line through the spots of a stretch, in a field of 1000 by 1000. */
export function pathOf(line: readonly PlotSpot[]): string {
  const parts = line.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`);
  // A stretch of one spot has a length of nothing; round ends make a dot of it.
  return parts.length === 1 ? `${parts[0]}h0.01` : parts.join("");
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10;
}

/** The spot that is nearest to a share of the width; null where there is none. */
export function nearest(spots: readonly PlotSpot[], x: number): number | null {
  let found: number | null = null;
  let least = Infinity;
  for (const [index, spot] of spots.entries()) {
    const distance = Math.abs(spot.x - x);
    if (distance < least) [found, least] = [index, distance];
  }
  return found;
}
