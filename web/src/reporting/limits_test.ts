import * as assert from "node:assert/strict";
import { type Budget, fullBudget, pausedUntil, spent } from "./limits.ts";

Deno.test("an answer without limits asks for no pause", () => assert.equal(pausedUntil(200, null, null, 0), null));

Deno.test("limits of other kinds are none for errors", () => {
  assert.equal(pausedUntil(200, "86400:transaction;span:organization", null, 0), null);
});

Deno.test("the longest limit on errors holds, also beside a 200", () => {
  assert.equal(pausedUntil(200, "60:error;default:key:quota, 5:error:key", null, 1_000), 61_000);
  assert.equal(pausedUntil(429, "30::organization", "5", 0), 30_000);
});

Deno.test("a refusal without any limit that can be read still pauses", () => {
  assert.equal(pausedUntil(429, "2.5:error:key", null, 0), 60_000);
  assert.equal(pausedUntil(429, null, "7", 0), 7_000);
});

Deno.test("a loop of defects is reported twenty times a minute", () => {
  let budget: Budget | null = fullBudget;
  for (let at = 0; at < 20; at += 1) {
    budget = budget === null ? null : spent(budget, at);
    assert.ok(budget !== null);
  }
  assert.equal(budget && spent(budget, 59_999), null);
  assert.ok(budget && spent(budget, 60_000));
});
