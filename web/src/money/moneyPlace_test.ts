import * as assert from "node:assert/strict";
import { everyPayout, moneyPlaceOf, payoutPath, payoutsPath, statementsPath, transactionsPath } from "./MoneyPlace.ts";

Deno.test("what is no page about money is unknown", () => {
  assert.deepEqual(moneyPlaceOf("/payouts/a/b", ""), { view: "unknown" });
  assert.deepEqual(moneyPlaceOf("/ledger/else", ""), { view: "unknown" });
});

Deno.test("a state and a day that nobody knows narrow nothing", () => {
  assert.deepEqual(moneyPlaceOf("/payouts", "?state=burnt&from=yesterday"), { view: "payouts", filter: everyPayout });
});

Deno.test("a filter is what its address says again", () => {
  const filter = { state: "paid", person: "p1", project: "j1", from: "2030-01-01", to: "2030-01-31" } as const;
  const { pathname, search } = new URL(payoutsPath(filter), "http://node");
  assert.deepEqual(moneyPlaceOf(pathname, search), { view: "payouts", filter });
});

Deno.test("each thing has an address", () => {
  assert.deepEqual(moneyPlaceOf(payoutPath("019-a"), ""), { view: "payout", payoutId: "019-a" });
  assert.deepEqual(moneyPlaceOf("/payouts/rules/", ""), { view: "rules" });
  assert.equal(statementsPath({ person: "p" }), "/payouts/statements?person=p");
  assert.equal(transactionsPath({ q: "a b" }), "/ledger/transactions?q=a+b");
});
