import * as assert from "node:assert/strict";
import { firstRows, rowWindow } from "./rowWindow.ts";

Deno.test("a short list is there as a whole", () => {
  assert.deepEqual(rowWindow(200, 52, 5_000, 800), { first: 0, end: 200 });
});

Deno.test("of a long one are only the rows around the screen, however far down", () => {
  for (const offset of [0, 10_000, 5_000_000, 10_399_000]) {
    const { first, end } = rowWindow(200_000, 52, offset, 800);
    const seen = Math.min(199_999, Math.floor(offset / 52));
    assert.ok(first <= seen && end > Math.min(199_999, seen + 16), `${offset}`);
    assert.ok(end - first <= 66, `${end - first}`);
  }
});

Deno.test("small steps change nothing", () => {
  assert.deepEqual(rowWindow(1_000, 52, 10_000, 800), rowWindow(1_000, 52, 10_020, 800));
});

Deno.test("what is scrolled past both ends stays within", () => {
  assert.equal(rowWindow(1_000, 52, -900, 800).first, 0);
  assert.equal(rowWindow(1_000, 52, 9_999_999, 800).end, 1_000);
});

Deno.test("at first only the rows of the screen are there", () => {
  assert.deepEqual(firstRows({ first: 0, end: 50 }, 52, 800), { first: 0, end: 16 });
  assert.deepEqual(firstRows({ first: 0, end: 5 }, 52, 800), { first: 0, end: 5 });
});
