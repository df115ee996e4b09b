import * as assert from "node:assert/strict";
import type { AlertRule } from "../../api/alerts.ts";
import { draftOf, fieldsOf } from "./ruleDraft.ts";

const rule: AlertRule = {
  name: "jobFailureRate",
  unit: "ratio",
  comparison: "above",
  threshold: 0.07,
  forSeconds: 300,
  resolveSeconds: 600,
  severity: "warning",
  isOn: true,
  version: 1,
};

Deno.test("what is no number is named, field by field", () => {
  const draft = { ...draftOf(rule), threshold: "much", forSeconds: "-1", resolveSeconds: "1.5" };
  assert.deepEqual(fieldsOf(draft, rule), ["threshold", "forSeconds", "resolveSeconds"]);
});

Deno.test("a share is typed in hundredths, with a comma or a point", () => {
  assert.equal(draftOf(rule).threshold, "7");
  for (const threshold of ["7.5", " 7,5 "]) {
    const fields = fieldsOf({ ...draftOf(rule), threshold }, rule);
    assert.ok(!Array.isArray(fields) && "threshold" in fields && fields.threshold === 0.075);
  }
});

Deno.test("what was not touched is sent as it was", () => {
  for (
    const known of [rule, { ...rule, unit: "minutes", threshold: 10 }, {
      ...rule,
      unit: "bytes",
      threshold: 268_435_456,
    }]
  ) {
    const { threshold, forSeconds, resolveSeconds, severity, isOn } = known;
    assert.deepEqual(fieldsOf(draftOf(known), known), { threshold, forSeconds, resolveSeconds, severity, isOn });
  }
});
