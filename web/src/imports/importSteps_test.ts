import * as assert from "node:assert/strict";
import { canNameLeads, isUnderway, percentOf, stepOf, withMeaning } from "./importSteps.ts";

Deno.test("rows without company, web site and e-mail name no lead", () => {
  assert.ok(!canNameLeads({ 0: "phone", 1: "notes" }));
  assert.ok(canNameLeads({ 0: "phone", 4: "email" }));
});

Deno.test("a meaning that one column can have is taken from the other; notes may be several", () => {
  assert.deepEqual(withMeaning({ 0: "company", 1: "email" }, 2, "company"), { 1: "email", 2: "company" });
  assert.deepEqual(withMeaning({ 0: "notes" }, 1, "notes"), { 0: "notes", 1: "notes" });
  assert.deepEqual(withMeaning({ 0: "notes" }, 0, null), {});
});

Deno.test("each state has its step, and two of them are the node's", () => {
  assert.deepEqual((["mapping", "checked", "failed", "finished"] as const).map(stepOf), [
    "columns",
    "check",
    "run",
    "report",
  ]);
  assert.ok(isUnderway("checking") && isUnderway("running") && !isUnderway("cancelled"));
});

Deno.test("an empty table is no division by nothing", () => {
  assert.equal(percentOf({ rows: 0, total: 0 }), 0);
  assert.equal(percentOf({ rows: 999, total: 1_000 }), 99);
});
