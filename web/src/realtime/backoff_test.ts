import * as assert from "node:assert/strict";
import { retryDelay } from "./backoff.ts";

Deno.test("the wait doubles and stays within its bounds", () => {
  assert.deepEqual([0, 1, 2, 3].map((attempt) => retryDelay(attempt, 1)), [500, 1000, 2000, 4000]);
  for (const attempt of [6, 20, 5000]) assert.equal(retryDelay(attempt, 1), 30_000);
});

Deno.test("jitter takes off at most half", () => {
  assert.equal(retryDelay(2, 0), 1000);
  assert.equal(retryDelay(2, 0.5), 1500);
});
