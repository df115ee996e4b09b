import * as assert from "node:assert/strict";
import type { Stage } from "../../api/projects.ts";
import { changeOf, draftFaults, draftOf, fieldsOf } from "./stageDraft.ts";

const stage: Stage = {
  id: "s",
  projectId: "p",
  name: "Offer",
  position: 2,
  kind: "open",
  probability: 40,
  colour: "#3b82f6",
  staleDays: null,
  requiredFields: ["value"],
  version: 3,
};

Deno.test("a stage needs a name, a probability of 0 to 100, and days of 1 to 3650 or none", () => {
  const draft = { ...draftOf(stage), name: " ", probability: "101", staleDays: "0" };
  assert.deepEqual(draftFaults(draft), ["name", "probability", "staleDays"]);
  assert.deepEqual(draftFaults({ ...draftOf(stage), probability: "1.5", staleDays: "3651" }), [
    "probability",
    "staleDays",
  ]);
  assert.deepEqual(draftFaults(draftOf(stage)), []);
});

Deno.test("only what differs is sent", () => {
  assert.deepEqual(changeOf(stage, draftOf(stage)), {});
  assert.deepEqual(changeOf(stage, { ...draftOf(stage), staleDays: "7", requiredFields: [] }), {
    staleDays: 7,
    requiredFields: [],
  });
});

Deno.test("a new stage is open, and goes stale after two weeks", () => {
  const { kind, probability, staleDays } = fieldsOf({ ...draftOf(null), name: "New" });
  assert.deepEqual([kind, probability, staleDays], ["open", 20, 14]);
});
