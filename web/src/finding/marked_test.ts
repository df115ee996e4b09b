import * as assert from "node:assert/strict";
import { marked } from "./marked.ts";

const shown = (text: string, ranges: readonly (readonly [number, number])[]) =>
  marked(text, ranges).map((piece) => piece.isFound ? `[${piece.text}]` : piece.text).join("");

Deno.test("ranges that the text does not have, or that overlap, change nothing of the text", () => {
  assert.equal(shown("café", [[3, 9], [-1, 2], [1, 0]]), "café");
  assert.equal(shown("café", [[0, 2], [1, 2]]), "[ca]fé");
  assert.deepEqual(marked("", [[0, 1]]), []);
});

Deno.test("what was found is marked, at the ends as in the middle", () => {
  assert.equal(shown("Café du Port", [[0, 4], [8, 4]]), "[Café] du [Port]");
});
