import * as assert from "node:assert/strict";
import { itemFrom } from "./menuKeys.ts";

const labels = ["Nobody", "Élodie", "Ed", "Zoé"];
const plain = { ctrlKey: false, metaKey: false, altKey: false };

for (
  const [at, key, expected] of [
    [-1, "ArrowDown", 0],
    [3, "ArrowDown", 0],
    [0, "ArrowUp", 3],
    [-1, "ArrowUp", 3],
    [2, "Home", 0],
    [0, "End", 3],
    [0, "e", 1],
    [1, "e", 2],
    [2, "E", 1],
    [0, "n", 0],
    [0, "x", null],
    [0, " ", null],
    [0, "Enter", null],
  ] as const
) {
  Deno.test(`${key} leads from item ${at} to ${expected}`, () => {
    assert.equal(itemFrom(labels, at, { key, ...plain }), expected);
  });
}

Deno.test("a key with Ctrl is the browser's", () => {
  assert.equal(itemFrom(labels, 0, { ...plain, key: "e", ctrlKey: true }), null);
});

Deno.test("an empty list leads nowhere", () => {
  assert.equal(itemFrom([], -1, { key: "ArrowDown", ...plain }), null);
});
