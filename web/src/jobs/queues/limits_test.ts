import * as assert from "node:assert/strict";
import { draftOf, limitsOf } from "./limits.ts";

const empty = { concurrency: "", count: "", seconds: "" };

Deno.test("what is no whole number above zero is at fault", () => {
  assert.deepEqual(limitsOf({ ...empty, concurrency: "0" }), { faults: ["concurrency"] });
  assert.deepEqual(limitsOf({ concurrency: "two", count: "1.5", seconds: "-1" }), {
    faults: ["concurrency", "count", "seconds"],
  });
});

Deno.test("half a rate is at fault where it is empty", () => {
  assert.deepEqual(limitsOf({ ...empty, count: "10" }), { faults: ["seconds"] });
  assert.deepEqual(limitsOf({ ...empty, seconds: "10" }), { faults: ["count"] });
});

Deno.test("empty fields take the limits away", () => {
  assert.deepEqual(limitsOf(empty), { limits: { concurrency: null, rate: null } });
});

Deno.test("limits survive the form", () => {
  for (const limits of [{ concurrency: 4, rate: { count: 10, seconds: 60 } }, { concurrency: null, rate: null }]) {
    assert.deepEqual(limitsOf(draftOf(limits)), { limits });
  }
});
