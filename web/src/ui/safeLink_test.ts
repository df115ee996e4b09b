import * as assert from "node:assert/strict";
import { safeLink, shortLink } from "./safeLink.ts";

for (
  const address of [
    null,
    "",
    " ",
    "javascript:alert(1)",
    " JavaScript:alert(1)",
    "data:text/html,x",
    "/leads",
    "no address",
  ]
) {
  Deno.test(`${JSON.stringify(address)} is not made a link`, () => assert.equal(safeLink(address), null));
}

Deno.test("web addresses are, with or without a scheme", () => {
  assert.equal(safeLink("http://example.com/a"), "http://example.com/a");
  assert.equal(safeLink("example.com"), "https://example.com/");
});

Deno.test("short addresses are readable, also when badly encoded", () => {
  assert.equal(shortLink("https://www.example.com/caf%C3%A9/"), "example.com/café");
  assert.equal(shortLink("https://example.com/%E9"), "example.com/%E9");
});
