import * as assert from "node:assert/strict";
import { expiryAfter, givableScopes, scopeGroups } from "./scopes.ts";

Deno.test("nobody gives what he has not", () => {
  assert.deepEqual([...givableScopes(["leads.read"])], ["leads.read"]);
});

Deno.test("who manages tokens makes those of workers, who do nothing else", () => {
  assert.ok(givableScopes(["tokens.manage"]).has("jobs.work"));
  assert.ok(!givableScopes(["tokens.own"]).has("jobs.work"));
});

Deno.test("no scope is offered twice", () => {
  const scopes: readonly string[] = scopeGroups.flatMap((group): readonly string[] => group.scopes);
  assert.equal(new Set(scopes).size, scopes.length);
});

Deno.test("thirty days are thirty days", () => {
  assert.equal(expiryAfter(30, Date.parse("2020-01-01T00:00:00Z")), "2020-01-31T00:00:00.000Z");
});
