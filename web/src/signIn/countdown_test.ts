import * as assert from "node:assert/strict";
import { clockText, secondsUntil, waitingEnds } from "./countdown.ts";

Deno.test("a time gone by leaves nothing to wait for", () => assert.equal(secondsUntil(1_000, 5_000), 0));

Deno.test("the last part of a second still counts", () => {
  assert.deepEqual([1_000, 1_001, 2_999, 3_000].map((now) => secondsUntil(3_000, now)), [2, 2, 1, 0]);
});

Deno.test("the node's own word on how long to wait goes first, none at all included", () => {
  assert.deepEqual([90, 0, null].map((said) => waitingEnds(0, said, 60)), [90_000, 0, 60_000]);
});

Deno.test("seconds read as on a clock", () => {
  assert.deepEqual([0, 9, 60, 750, 3_750].map(clockText), ["0:00", "0:09", "1:00", "12:30", "1:02:30"]);
});
