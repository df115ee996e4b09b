import type { Span } from "../../api/nodeTraces.ts";

/** One span in its place below its parent. */
export interface WaterfallRow {
  readonly span: Span;
  readonly depth: number;
  /** From the beginning of the trace. */
  readonly offsetMs: number;
  /** Shares of the whole time. */
  readonly start: number;
  readonly width: number;
  /** It names a parent that is not here. */
  readonly isOrphan: boolean;
}

export interface Waterfall {
  readonly rows: readonly WaterfallRow[];
  readonly startedAtMs: number;
  readonly durationMs: number;
}

/** Deeper calls are drawn no further in. */
export const DEPTH_MAX = 12;

/** The spans of a trace as a tree in the order of time, each below what it belongs to; spans in a circle are there once. */
export function waterfallOf(spans: readonly Span[]): Waterfall {
  const timed = spans
    .map((span) => ({ span, startMs: microsecondsOf(span.startedAt) / 1_000 }))
    .toSorted((a, b) => a.startMs - b.startMs);
  const startedAtMs = timed[0]?.startMs ?? 0;
  const endMs = Math.max(startedAtMs, ...timed.map(({ span, startMs }) => startMs + span.durationMs));
  const durationMs = endMs - startedAtMs;
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const parentOf = ({ parentSpanId = null }: Span) =>
    parentSpanId !== null && ids.has(parentSpanId) ? parentSpanId : null;
  const children = Map.groupBy(timed, ({ span }) => parentOf(span));
  const rows: WaterfallRow[] = [];
  const placed = new Set<string>();
  const place = (all: typeof timed, depth: number) => {
    for (const { span, startMs } of all) {
      if (placed.has(span.spanId)) continue;
      placed.add(span.spanId);
      const offsetMs = startMs - startedAtMs;
      rows.push({
        span,
        depth: Math.min(depth, DEPTH_MAX),
        offsetMs,
        start: durationMs === 0 ? 0 : offsetMs / durationMs,
        width: durationMs === 0 ? 1 : span.durationMs / durationMs,
        isOrphan: typeof span.parentSpanId === "string" && parentOf(span) === null,
      });
      place(children.get(span.spanId) ?? [], depth + 1);
    }
  };
  place(children.get(null) ?? [], 0);
  // What is left stands in a circle.
  place(timed, 0);
  return { rows, startedAtMs, durationMs };
}

/** `Date` knows milliseconds alone, but much of a trace is shorter. */
export function microsecondsOf(iso: string): number {
  const fraction = /\.(\d+)/.exec(iso)?.[1] ?? "";
  const whole = Date.parse(iso.replace(/\.\d+/, ""));
  return whole * 1_000 + Number(fraction.padEnd(6, "0").slice(0, 6));
}
