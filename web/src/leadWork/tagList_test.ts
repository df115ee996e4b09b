import * as assert from "node:assert/strict";
import { TAGS_MAX, withTags } from "./tagList.ts";

Deno.test("an empty tag is none, and one that is there in another spelling is not added", () => {
  assert.deepEqual(withTags(["Été"], " , ete; ÉTÉ"), ["Été"]);
});

Deno.test("commas make several, in their order", () => {
  assert.deepEqual(withTags(["a"], "c,  b   b"), ["a", "c", "b b"]);
});

Deno.test("no more than the node accepts", () => {
  const many = Array.from({ length: 30 }, (_, index) => `t${index}`).join(",");
  assert.equal(withTags([], many).length, TAGS_MAX);
});
