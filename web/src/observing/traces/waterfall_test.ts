import * as assert from "node:assert/strict";
import type { Span } from "../../api/nodeTraces.ts";
import { DEPTH_MAX, microsecondsOf, waterfallOf } from "./waterfall.ts";

function span(spanId: string, parentSpanId: string | null, atMs: number, durationMs: number): Span {
  const startedAt = new Date(Date.UTC(2020, 0, 1) + atMs).toISOString();
  return { spanId, parentSpanId, name: spanId, kind: "internal", startedAt, durationMs, status: "ok" };
}

const shape = (spans: readonly Span[]) => waterfallOf(spans).rows.map(({ span, depth }) => [span.spanId, depth]);

Deno.test("no span is no row", () => {
  assert.deepEqual(waterfallOf([]), { rows: [], startedAtMs: 0, durationMs: 0 });
});

Deno.test("spans in a circle are there once", () => {
  assert.deepEqual(shape([span("a", "b", 0, 1), span("b", "a", 1, 1), span("c", "c", 2, 1)]), [
    ["a", 0],
    ["b", 1],
    ["c", 0],
  ]);
});

Deno.test("a span whose parent is elsewhere stands alone, and says so", () => {
  const { rows } = waterfallOf([span("a", "gone", 0, 1), span("b", null, 0, 1)]);
  assert.deepEqual(rows.map(({ isOrphan }) => isOrphan), [true, false]);
});

Deno.test("each span is below its parent, in the order of time", () => {
  const spans = [span("d", "a", 6, 2), span("c", "b", 3, 1), span("a", null, 0, 10), span("b", "a", 2, 3)];
  assert.deepEqual(shape(spans), [["a", 0], ["b", 1], ["c", 2], ["d", 1]]);
});

Deno.test("what begins before the root, or ends after it, is within the whole", () => {
  const { rows, durationMs } = waterfallOf([span("a", null, 5, 10), span("b", "a", 0, 5), span("c", "a", 10, 10)]);
  assert.equal(durationMs, 20);
  for (const { start, width } of rows) assert.ok(start >= 0 && start + width <= 1.000001);
  assert.deepEqual(rows.map(({ offsetMs }) => offsetMs), [5, 0, 10]);
});

Deno.test("a trace of no time is drawn whole", () => {
  assert.deepEqual(waterfallOf([span("a", null, 0, 0)]).rows.map(({ start, width }) => [start, width]), [[0, 1]]);
});

Deno.test("a thousand levels are drawn as twelve", () => {
  const deep = Array.from(
    { length: 1_000 },
    (_, level) => span(`${level}`, level === 0 ? null : `${level - 1}`, level, 1),
  );
  assert.equal(Math.max(...waterfallOf(deep).rows.map(({ depth }) => depth)), DEPTH_MAX);
});

Deno.test("times are read to the microsecond", () => {
  assert.equal(microsecondsOf("1970-01-01T00:00:01.000250Z"), 1_000_250);
  assert.equal(microsecondsOf("1970-01-01T00:00:01Z"), 1_000_000);
  assert.equal(microsecondsOf("1970-01-01T00:00:00.1234567Z"), 123_456);
});
