import * as assert from "node:assert/strict";
import { ApiFailure } from "../../api/ApiFailure.ts";
import type { Stage } from "../../api/projects.ts";
import { lead } from "../../testing/samples.ts";
import { currentLead, fieldsRequired, missingFields } from "./missingFields.ts";

const stage: Stage = {
  id: "s",
  projectId: "p",
  name: "Offer",
  position: 1,
  kind: "open",
  probability: 40,
  colour: "#888888",
  staleDays: null,
  requiredFields: ["value", "email", "tags"],
  version: 1,
};

const refusal = (code: string, problem: Record<string, unknown>, pointers: readonly string[] = []) =>
  new ApiFailure({
    code,
    status: 409,
    traceId: "t",
    detail: "",
    problem,
    fields: pointers.map((pointer) => ({ pointer, message: "Needed." })),
  });

Deno.test("what is empty is missing: nothing, and a list of nothing", () => {
  assert.deepEqual(missingFields(stage, lead("1")), ["value", "email", "tags"]);
  const full = lead("1", { value: { amount: 0, currency: "EUR" }, email: "a@b.fr", tags: ["x"] });
  assert.deepEqual(missingFields(stage, full), []);
});

Deno.test("a refusal names fields by their pointers, wherever they stand", () => {
  assert.deepEqual(fieldsRequired(refusal("fields_required", {}, ["/fields/email", "/closeReason", "/stageId"])), [
    "email",
    "closeReason",
  ]);
});

Deno.test("only the refusal of a stale version carries the lead", () => {
  assert.equal(currentLead(refusal("conflict", { current: lead("1") })), null);
  assert.equal(currentLead(refusal("stale_version", {})), null);
  assert.equal(currentLead(refusal("stale_version", { current: lead("1") }))?.id, "1");
});
