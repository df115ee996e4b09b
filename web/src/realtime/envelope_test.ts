import * as assert from "node:assert/strict";
import { envelopeOf, isTyping } from "./Envelope.ts";

const updated = {
  type: "lead.updated",
  traceId: "t",
  workspaceId: "w",
  entityId: "l",
  entityVersion: 2,
  payload: { leadId: "l", status: "ready", updatedAt: "", version: 2, lead: { id: "l" } },
  emittedAt: "",
};

const typing = {
  ...updated,
  type: "typing.start",
  actorId: "u",
  entityId: "m",
  payload: { scope: "room:lead:l", channelId: null, userId: "u", name: "Anna" },
};

for (
  const [what, payload] of [
    ["text", "lead.updated"],
    ["an unknown type", { ...updated, type: "lead.sung" }],
    ["a version that is text", { ...updated, entityVersion: "2" }],
    ["an update without its lead", { ...updated, payload: { leadId: "l" } }],
    ["a payload without its lead's id", { ...updated, payload: { lead: {} } }],
    ["a typist without a name", { ...typing, payload: { userId: "u" } }],
    ["a typist without an id", { ...typing, type: "typing.stop", payload: { name: "Anna" } }],
    ["nothing", null],
  ] as const
) {
  Deno.test(`${what} is no envelope`, () => {
    assert.equal(envelopeOf({ event: "lead.updated", payload, cursor: null }), null);
  });
}

Deno.test("an update is one", () => {
  const envelope = envelopeOf({ event: "lead.updated", payload: updated, cursor: null });
  assert.equal(envelope?.entityVersion, 2);
  assert.ok(envelope !== null && !isTyping(envelope));
});

for (const type of ["typing.start", "typing.stop"]) {
  Deno.test(`${type} is one`, () => {
    const envelope = envelopeOf({ event: type, payload: { ...typing, type }, cursor: null });
    assert.ok(envelope !== null && isTyping(envelope));
    assert.equal(envelope.payload.name, "Anna");
  });
}
