import * as assert from "node:assert/strict";
import { envelopeOf } from "./Envelope.ts";

const updated = {
  type: "lead.updated",
  traceId: "t",
  workspaceId: "w",
  entityId: "l",
  entityVersion: 2,
  payload: { leadId: "l", status: "ready", updatedAt: "", version: 2, lead: { id: "l" } },
  emittedAt: "",
};

for (
  const [what, payload] of [
    ["text", "lead.updated"],
    ["an unknown type", { ...updated, type: "lead.sung" }],
    ["a version that is text", { ...updated, entityVersion: "2" }],
    ["an update without its lead", { ...updated, payload: { leadId: "l" } }],
    ["a payload without its lead's id", { ...updated, payload: { lead: {} } }],
    ["nothing", null],
  ] as const
) {
  Deno.test(`${what} is no envelope`, () => {
    assert.equal(envelopeOf({ event: "lead.updated", payload, cursor: null }), null);
  });
}

Deno.test("an update is one", () => {
  assert.equal(envelopeOf({ event: "lead.updated", payload: updated, cursor: null })?.entityVersion, 2);
});
