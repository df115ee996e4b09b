import * as assert from "node:assert/strict";
import { readToken } from "./fragmentToken.ts";

for (const hash of ["", "#", "#token=", "#token=%20", "#other=1"]) {
  Deno.test(`“${hash}” holds no token`, () => assert.equal(readToken(hash), null));
}

Deno.test("the token is read", () => assert.equal(readToken("#token=abc-_9"), "abc-_9"));
