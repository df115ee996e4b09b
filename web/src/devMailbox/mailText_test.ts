import * as assert from "node:assert/strict";
import { codeIn, piecesOf } from "./mailText.ts";

const origin = "http://node:8080";

Deno.test("foreign addresses are not made links", () => {
  for (const text of ["https://evil.example/a", "http://node:8080.evil.example/", "javascript:alert(1)", "http://["]) {
    assert.deepEqual(piecesOf(text, origin), [{ kind: "text", text }]);
  }
});

Deno.test("a link to this node leads within the page, secret and all", () => {
  assert.deepEqual(piecesOf(`Open ${origin}/sign-in/link#token=a-b_c\nor not`, origin), [
    { kind: "text", text: "Open " },
    { kind: "link", text: `${origin}/sign-in/link#token=a-b_c`, path: "/sign-in/link#token=a-b_c" },
    { kind: "text", text: "\nor not" },
  ]);
});

Deno.test("six digits that stand alone are the code; those of a longer number or a token are none", () => {
  assert.equal(codeIn("token=ab-123456-x and 1234567"), null);
  assert.equal(codeIn("Your code: 049217."), "049217");
});
