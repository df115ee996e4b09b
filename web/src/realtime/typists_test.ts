import * as assert from "node:assert/strict";
import type { TypingEnvelope } from "./Envelope.ts";
import { nextEndMs, nobodyTypes, othersTyping, TYPIST_MAX_MS, type Typists, typistsReducer } from "./typists.ts";

/** As the node sends it: the entity is the person's membership in the room. */
function typing(type: TypingEnvelope["type"], userId: string, entityVersion: number): TypingEnvelope {
  return {
    type,
    traceId: "t",
    actorId: userId,
    workspaceId: "w",
    entityId: `m-${userId}`,
    entityVersion,
    payload: { userId, name: userId.toUpperCase() },
    emittedAt: "",
  };
}

const heard = (typists: Typists, type: TypingEnvelope["type"], userId: string, version: number, nowMs = 0): Typists =>
  typistsReducer(typists, { kind: "event", envelope: typing(type, userId, version), nowMs });

const anna = heard(nobodyTypes, "typing.start", "anna", 4, 100);

Deno.test("an end of what never began, or of before, changes nothing", () => {
  assert.equal(heard(nobodyTypes, "typing.stop", "anna", 1).size, 0);
  assert.deepEqual(heard(anna, "typing.stop", "bo", 9), anna);
  for (const version of [3, 4]) assert.equal(heard(anna, "typing.stop", "anna", version), anna);
  assert.equal(heard(anna, "typing.start", "anna", 4, 500), anna);
});

Deno.test("whoever begins is there by name until the end", () => {
  assert.deepEqual([...anna.values()], [{ userId: "anna", name: "ANNA", version: 4, untilMs: 100 + TYPIST_MAX_MS }]);
  assert.equal(heard(anna, "typing.stop", "anna", 5).size, 0);
});

Deno.test("without a further sign a typist counts as gone, and the next one's end is waited for", () => {
  const both = heard(anna, "typing.start", "bo", 1, 1_100);
  assert.equal(nextEndMs(both), 100 + TYPIST_MAX_MS);
  const later = typistsReducer(both, { kind: "passed", nowMs: 100 + TYPIST_MAX_MS });
  assert.deepEqual([...later.keys()], ["bo"]);
  assert.equal(nextEndMs(later), 1_100 + TYPIST_MAX_MS);
  assert.equal(nextEndMs(nobodyTypes), null);
});

Deno.test("each further sign lengthens the time, and who began first stays first", () => {
  const both = heard(heard(anna, "typing.start", "bo", 1, 1_000), "typing.start", "anna", 5, 3_000);
  assert.deepEqual([...both.keys()], ["anna", "bo"]);
  assert.equal(both.get("anna")?.untilMs, 3_000 + TYPIST_MAX_MS);
});

Deno.test("what one types in another tab is no news", () => {
  const both = heard(anna, "typing.start", "bo", 1);
  assert.deepEqual(othersTyping(both, "anna").map(({ name }) => name), ["BO"]);
});
