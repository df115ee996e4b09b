import * as assert from "node:assert/strict";
import { momentOf } from "./momentOf.ts";

Deno.test("times are seconds or text, and what is neither is none", () => {
  assert.equal(momentOf(1.5), "1970-01-01T00:00:01.500Z");
  assert.equal(momentOf("2020-01-01T00:00:00Z"), "2020-01-01T00:00:00.000Z");
  assert.deepEqual([momentOf("soon"), momentOf(null), momentOf(Infinity)], [null, null, null]);
});
