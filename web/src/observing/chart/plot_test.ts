import * as assert from "node:assert/strict";
import { nearest, pathOf, plotOf, roundTop } from "./plot.ts";

Deno.test("without any value there is no line, and still a scale", () => {
  const plot = plotOf([{ atMs: 5, value: null }], null, 0, 10);
  assert.deepEqual([plot.lines, plot.spots, plot.top, plot.targetY], [[], [], 1, null]);
  assert.equal(nearest(plot.spots, 0.5), null);
});

Deno.test("where nothing was observed the line has a gap", () => {
  const points = [1, 2, null, 4].map((value, atMs) => ({ atMs, value }));
  const { lines } = plotOf(points, null, 0, 3);
  assert.deepEqual(lines.map((line) => line.map(({ value }) => value)), [[1, 2], [4]]);
});

Deno.test("values and target are below the top, which is a round number", () => {
  for (const [value, target] of [[0.03, 0.05], [7, 1.2], [99, 100], [1, null]] as const) {
    const plot = plotOf([{ atMs: 0, value }], target, 0, 1);
    assert.ok(plot.top > Math.max(value, target ?? 0), `${plot.top}`);
    assert.ok(plot.spots.every(({ y }) => y > 0 && y < 1));
    assert.ok(plot.targetY === null || (plot.targetY > 0 && plot.targetY < 1));
  }
  assert.deepEqual([0, 0.9, 1, 1.2, 43, 95, 96].map(roundTop), [1, 1, 1.5, 1.5, 50, 100, 150]);
});

Deno.test("what is out of the time shown is left out", () => {
  const points = [-1, 0, 10, 11].map((atMs) => ({ atMs, value: 1 }));
  assert.deepEqual(plotOf(points, null, 0, 10).spots.map(({ x }) => x), [0, 1]);
});

Deno.test("one value alone is a dot", () => {
  const [line = []] = plotOf([{ atMs: 5, value: 1 }], null, 0, 10).lines;
  assert.ok(/^M500 [\d.]+h0.01$/.test(pathOf(line)));
});

Deno.test("the nearest spot is found by where one points", () => {
  const { spots } = plotOf([0, 4, 10].map((atMs) => ({ atMs, value: 1 })), null, 0, 10);
  assert.deepEqual([0, 0.19, 0.21, 0.9].map((x) => nearest(spots, x)), [0, 0, 1, 2]);
});
