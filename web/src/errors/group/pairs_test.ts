import * as assert from "node:assert/strict";
import { pairsOf } from "./pairs.ts";

Deno.test("nothing is no pair", () => {
  for (const nothing of [null, undefined, {}, [], { a: null }]) assert.deepEqual(pairsOf(nothing), []);
});

Deno.test("what was sent to fill the page does not", () => {
  let deep: unknown = "end";
  for (let level = 0; level < 1_000; level += 1) deep = { a: deep };
  assert.equal(pairsOf(deep).length, 1);
  assert.equal(pairsOf(Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`k${at}`, at]))).length, 200);
  assert.equal(pairsOf({ long: "x".repeat(9_000) })[0]?.[1].length, 2_001);
});

Deno.test("lists of names and values are pairs of their own", () => {
  const tags = [{ name: "browser", value: "Firefox" }, { name: "route", value: "/leads" }];
  assert.deepEqual(pairsOf(tags), [["browser", "Firefox"], ["route", "/leads"]]);
  assert.deepEqual(pairsOf({ url: "/x", headers: tags.slice(0, 1) }), [["url", "/x"], ["headers.browser", "Firefox"]]);
});

Deno.test("names within others are joined by dots", () => {
  assert.deepEqual(pairsOf({ os: { name: "Linux", n: 1 }, list: ["a"] }), [
    ["os.name", "Linux"],
    ["os.n", "1"],
    ["list.0", "a"],
  ]);
});
