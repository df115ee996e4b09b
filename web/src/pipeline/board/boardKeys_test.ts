import * as assert from "node:assert/strict";
import { carried, type Grid, neighbour, spotOf } from "./boardKeys.ts";

const grid: Grid = [
  { stageId: "a", cards: ["1", "2", "3"] },
  { stageId: "b", cards: [] },
  { stageId: "c", cards: ["4"] },
];

Deno.test("at the border of the board an arrow leads nowhere", () => {
  assert.equal(neighbour(grid, { column: 0, row: 0 }, "ArrowUp"), null);
  assert.equal(neighbour(grid, { column: 0, row: 2 }, "ArrowDown"), null);
  assert.equal(neighbour(grid, { column: 0, row: 0 }, "ArrowLeft"), null);
  assert.equal(neighbour(grid, { column: 2, row: 0 }, "ArrowRight"), null);
  assert.deepEqual(carried(grid, "4", { column: 2, row: 0 }, "ArrowRight"), { column: 2, row: 0 });
  assert.deepEqual(carried(grid, "4", { column: 2, row: 0 }, "ArrowDown"), { column: 2, row: 0 });
});

Deno.test("arrows go over empty stages, to the nearest card", () => {
  assert.equal(neighbour(grid, { column: 0, row: 2 }, "ArrowRight"), "4");
  assert.equal(neighbour(grid, { column: 0, row: 0 }, "ArrowDown"), "2");
});

Deno.test("a card that was taken up goes into empty stages, and past the last card", () => {
  assert.deepEqual(carried(grid, "3", { column: 0, row: 2 }, "ArrowRight"), { column: 1, row: 0 });
  assert.deepEqual(carried(grid, "3", { column: 1, row: 0 }, "ArrowRight"), { column: 2, row: 0 });
  assert.deepEqual(carried(grid, "3", { column: 2, row: 0 }, "ArrowDown"), { column: 2, row: 1 });
});

Deno.test("a card is found where it is", () => {
  assert.deepEqual([spotOf(grid, "4"), spotOf(grid, "9")], [{ column: 2, row: 0 }, null]);
});
