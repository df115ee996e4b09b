import * as assert from "node:assert/strict";
import type { CommissionRule } from "../../api/commissionRules.ts";
import { emptyRule, OWNER, ruleFormOf, ruleOf, sharedOf } from "./ruleForm.ts";

const form = { ...emptyRule("EUR"), name: "Ten", percent: "10" };

function faults(changes: Partial<typeof form>): unknown {
  const result = ruleOf({ ...form, ...changes }, "en");
  return "faults" in result ? result.faults : {};
}

Deno.test("a rule without a name or a rate says so", () => {
  assert.deepEqual(faults({ name: " ", percent: "" }), { name: "nameMissing", rate: "percentOut" });
  assert.deepEqual(faults({ percent: "100.01" }), { rate: "percentOut" });
  assert.deepEqual(faults({ percent: "0" }), { rate: "percentOut" });
});

Deno.test("a fixed amount is above zero", () => {
  assert.deepEqual(faults({ kind: "fixed", amount: "-5" }), { amount: "negative" });
  assert.deepEqual(faults({ kind: "fixed", amount: "" }), { amount: "missing" });
});

Deno.test("shares are a whole, each of another person", () => {
  const shares = [{ key: 0, personId: OWNER, percent: "60" }, { key: 1, personId: OWNER, percent: "30" }];
  assert.deepEqual(faults({ shares }), { "shares/1/personId": "personTwice", shares: "sharesSum" });
  assert.equal(sharedOf(shares, "en"), 9_000);
  assert.equal(sharedOf([{ key: 0, personId: OWNER, percent: "x" }], "en"), null);
});

Deno.test("a rule does not end before it begins", () => {
  assert.deepEqual(faults({ validFrom: "2030-02-01", validTo: "2030-01-31" }), { validTo: "endsEarly" });
});

Deno.test("thirds are shared to the last hundredth", () => {
  const shares = ["33.34", "33.33", "33.33"].map((percent, key) => ({ key, personId: `p${key}`, percent }));
  const result = ruleOf({ ...form, percent: "12.5%", shares }, "en");
  assert.ok("rule" in result);
  assert.equal(result.rule.rate, 1_250);
  assert.equal(result.rule.amount, null);
  assert.deepEqual(result.rule.shares.map(({ share }) => share), [3_334, 3_333, 3_333]);
});

Deno.test("a rule and its form say the same", () => {
  const rule: CommissionRule = {
    id: "r",
    version: 3,
    name: "Bonus",
    projectId: "p",
    kind: "fixed",
    rate: null,
    amount: { amount: 12_550n, currency: "EUR" },
    shares: [{ personId: OWNER, share: 10_000 }],
    enabled: false,
    validFrom: null,
    validTo: "2030-12-31",
  };
  const shown = ruleFormOf(rule, "USD", "fr");
  assert.equal(shown.amount, "125,5");
  const { id: _id, version: _version, ...fields } = rule;
  assert.deepEqual(ruleOf(shown, "fr"), { rule: fields });
});
