import * as assert from "node:assert/strict";
import { placeText, shownFrames } from "./frames.ts";

const lib = { function: "lib", inApp: false };
const own = { function: "own", inApp: true };

Deno.test("where all calls are of libraries, all are shown", () => {
  assert.deepEqual(shownFrames([lib, lib], false), { frames: [lib, lib], hidden: 0 });
});

Deno.test("the newest own call comes first, and the others are counted", () => {
  const first = { ...own, function: "first" };
  assert.deepEqual(shownFrames([first, lib, own, lib], false), { frames: [own, first], hidden: 2 });
  assert.deepEqual(shownFrames([first, lib], true), { frames: [lib, first], hidden: 0 });
});

Deno.test("a place without a file is none", () => {
  assert.equal(placeText({ inApp: true, line: 3 }), null);
  assert.equal(placeText({ inApp: true, file: "a.ts" }), "a.ts");
  assert.equal(placeText({ inApp: true, file: "a.ts", line: 3, column: 9 }), "a.ts:3:9");
});
