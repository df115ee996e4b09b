import * as assert from "node:assert/strict";
import { framesOf } from "./frames.ts";

const origin = "https://node.example";

Deno.test("what is no call is left out", () => {
  assert.deepEqual(
    framesOf("TypeError: no\nnot a call\n    at <anonymous>\n    at Array.map (<anonymous>)", origin),
    [],
  );
});

Deno.test("V8 tells the newest call first, and we the oldest", () => {
  const stack = `TypeError: no
    at k (https://node.example/assets/app-AB12.js:9:1201)
    at async https://node.example/assets/app-AB12.js:2:7`;
  assert.deepEqual(
    framesOf(stack, origin).map(({ function: name, filename, lineno, colno }) => [name, filename, lineno, colno]),
    [
      ["?", "/assets/app-AB12.js", 2, 7],
      ["k", "/assets/app-AB12.js", 9, 1201],
    ],
  );
});

Deno.test("other engines write the name before an at sign", () => {
  const [frame] = framesOf("open@https://node.example/assets/app-AB12.js:3:44\n", origin);
  assert.deepEqual([frame?.function, frame?.lineno, frame?.colno, frame?.in_app], ["open", 3, 44, true]);
});

Deno.test("code of elsewhere is not ours", () => {
  const [frame] = framesOf("x@https://extension.example/inject.js:1:1", origin);
  assert.equal(frame?.in_app, false);
  assert.equal(frame?.filename, "https://extension.example/inject.js");
});
