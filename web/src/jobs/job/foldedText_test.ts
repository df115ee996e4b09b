import * as assert from "node:assert/strict";
import { foldedText, jsonText } from "./foldedText.ts";

Deno.test("a text that fits is not folded, nor one that is a few lines longer", () => {
  assert.equal(foldedText("a\nb").start, null);
  assert.equal(foldedText(Array.from({ length: 20 }, () => "x").join("\n")).start, null);
});

Deno.test("a long text begins with its first lines, and says how many there are", () => {
  const folded = foldedText(Array.from({ length: 90 }, (_, index) => String(index)).join("\n"));
  assert.deepEqual([folded.start?.split("\n").length, folded.lines], [16, 90]);
});

Deno.test("one line of sixty thousand signs is folded too", () => {
  assert.equal(foldedText("x".repeat(60_000)).start?.length, 2_000);
});

Deno.test("JSON is set out over lines; nothing is no text", () => {
  assert.equal(jsonText({ a: [1] }), '{\n  "a": [\n    1\n  ]\n}');
  assert.equal(jsonText(undefined), "");
  assert.equal(jsonText(null), "null");
});
