import { type KeyboardEvent, type PointerEvent, type ReactElement, useMemo, useState } from "react";
import { nearest, pathOf, plotOf, type PlotPoint } from "./plot.ts";

interface LineChartProps {
  /** What is read in the place of the drawing. */
  readonly label: string;
  readonly points: readonly PlotPoint[];
  readonly target: number | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly valueText: (value: number) => string;
  readonly timeText: (atMs: number) => string;
}

/** A line over time, with the target as a line of its own. A pointer or the arrow keys read its values. */
export function LineChart(
  { label, points, target, fromMs, toMs, valueText, timeText }: LineChartProps,
): ReactElement {
  const plot = useMemo(() => plotOf(points, target, fromMs, toMs), [points, target, fromMs, toMs]);
  const [chosen, setChosen] = useState<number | null>(null);
  const { spots, targetY, top } = plot;
  const spot = chosen === null ? null : spots[Math.min(chosen, spots.length - 1)] ?? null;
  const read = spot ?? spots.at(-1);
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setChosen(nearest(spots, (event.clientX - left) / width));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (event.key === "Escape") setChosen(null);
    if (step === 0) return;
    event.preventDefault();
    setChosen((before) => Math.min(spots.length - 1, Math.max(0, (before ?? spots.length - 1) + step)));
  };
  return (
    <figure className="flex min-w-0 flex-col gap-1" data-testid="chart">
      <div className="flex min-w-0 gap-2">
        <div aria-hidden="true" className="relative h-32 w-11 shrink-0 text-right text-xs text-muted tabular-nums">
          <span className="absolute top-0 right-0 -translate-y-1/2">{valueText(top)}</span>
          <span className="absolute top-1/2 right-0 -translate-y-1/2">{valueText(top / 2)}</span>
          <span className="absolute right-0 bottom-0 translate-y-1/2">0</span>
        </div>
        <div
          role="slider"
          aria-label={label}
          aria-readonly="true"
          aria-valuemin={0}
          aria-valuemax={Math.max(0, spots.length - 1)}
          aria-valuenow={Math.max(0, Math.min(chosen ?? Infinity, spots.length - 1))}
          aria-valuetext={read === undefined ? undefined : `${timeText(read.atMs)}, ${valueText(read.value)}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setChosen(null)}
          onBlur={() => setChosen(null)}
          className="relative h-32 min-w-0 flex-1 touch-pan-y rounded"
        >
          <svg
            viewBox="0 0 1000 1000"
            preserveAspectRatio="none"
            aria-hidden="true"
            className="absolute inset-0 size-full overflow-visible"
          >
            {[0, 500, 1000].map((y) => (
              <path
                key={y}
                d={`M0 ${y}H1000`}
                className="stroke-line"
                strokeWidth="1"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {targetY !== null && (
              <path
                data-testid="target-line"
                d={`M0 ${targetY * 1000}H1000`}
                className="stroke-warn"
                strokeWidth="1.5"
                strokeDasharray="5 4"
                vectorEffect="non-scaling-stroke"
              />
            )}
            {plot.lines.map((line) => (
              <path
                key={line[0]?.atMs}
                data-testid="line"
                d={pathOf(line)}
                fill="none"
                className="stroke-accent"
                // A stretch of one value is a dot, to be seen as such.
                strokeWidth={line.length === 1 ? 6 : 2}
                strokeLinecap="round"
                strokeLinejoin="round"
                vectorEffect="non-scaling-stroke"
              />
            ))}
          </svg>
          {spot !== null && (
            <span aria-hidden="true">
              <span
                className="absolute inset-y-0 w-px bg-edge"
                style={{ left: `${spot.x * 100}%` }}
              />
              <span
                className="absolute size-2.5 -translate-1/2 rounded-full border-2 border-surface bg-accent"
                style={{ left: `${spot.x * 100}%`, top: `${spot.y * 100}%` }}
              />
            </span>
          )}
        </div>
      </div>
      <figcaption className="flex min-h-4 justify-between gap-2 pl-13 text-xs text-muted">
        {spot === null
          ? (
            <>
              <span>{timeText(fromMs)}</span>
              <span>{timeText(toMs)}</span>
            </>
          )
          : (
            <span className="mx-auto text-ink tabular-nums" data-testid="read-value">
              {timeText(spot.atMs)} · <span className="font-medium">{valueText(spot.value)}</span>
            </span>
          )}
      </figcaption>
    </figure>
  );
}
