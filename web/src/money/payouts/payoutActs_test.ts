import * as assert from "node:assert/strict";
import { actsOf, secondReason } from "./payoutActs.ts";

const payout = { personId: "ada", approvedById: "ben", createdById: "cleo" };

Deno.test("nothing can be done with what is paid or void", () => {
  assert.deepEqual(actsOf({ state: "paid" }), []);
  assert.deepEqual(actsOf({ state: "void" }), []);
});

Deno.test("a payout is approved before it is paid, and voided until then", () => {
  assert.deepEqual(actsOf({ state: "pending" }), ["approve", "void"]);
  assert.deepEqual(actsOf({ state: "approved" }), ["pay", "void"]);
});

Deno.test("one's own payout, and one that one made, wants another to approve it", () => {
  assert.equal(secondReason(payout, "approve", "ada"), "own");
  assert.equal(secondReason(payout, "approve", "cleo"), "created");
  assert.equal(secondReason(payout, "approve", "ben"), null);
});

Deno.test("who approved it does not pay it, and anybody may void it", () => {
  assert.equal(secondReason(payout, "pay", "ben"), "approved");
  assert.equal(secondReason(payout, "pay", "ada"), null);
  assert.equal(secondReason(payout, "void", "ben"), null);
});
