import * as assert from "node:assert/strict";
import { errorQueryOf, openErrors, parseErrorFilter } from "./errorFilter.ts";

Deno.test("what cannot be is left out", () => {
  assert.deepEqual(parseErrorFilter("?state=lost&sort=loud"), openErrors);
});

Deno.test("a filter survives the address, and the usual one needs none", () => {
  assert.equal(errorQueryOf(openErrors), "");
  for (const state of ["", "resolved", "ignored"] as const) {
    const filter = { state, project: "7", text: "café & co", release: "app@1", order: "count" } as const;
    assert.deepEqual(parseErrorFilter(errorQueryOf(filter)), filter);
  }
});
