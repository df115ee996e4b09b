import * as assert from "node:assert/strict";
import { targetOf } from "./listKeys.ts";

Deno.test("other keys and empty lists are left alone", () => {
  assert.equal(targetOf("Enter", 0, 3), null);
  assert.equal(targetOf("ArrowDown", -1, 0), null);
});

Deno.test("arrows stop at the ends", () => {
  assert.deepEqual([-1, 0, 2].map((at) => targetOf("ArrowDown", at, 3)), [0, 1, 2]);
  assert.deepEqual([2, 0, -1].map((at) => targetOf("ArrowUp", at, 3)), [1, 0, 0]);
  assert.deepEqual([targetOf("Home", 2, 3), targetOf("End", 0, 3)], [0, 2]);
});
