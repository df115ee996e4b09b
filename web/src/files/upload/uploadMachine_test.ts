import * as assert from "node:assert/strict";
import { ApiFailure } from "../../api/ApiFailure.ts";
import {
  begunUpload,
  CHUNK_BYTES,
  newUpload,
  type UploadEffect,
  type UploadInput,
  type UploadState,
  uploadStep,
} from "./uploadMachine.ts";

const address = "/storage/v1/upload/resumable/1";
const size = CHUNK_BYTES + 100;

function after(
  inputs: readonly UploadInput[],
  start = newUpload(size),
): { state: UploadState; effects: UploadEffect[] } {
  let state = start;
  const effects: UploadEffect[] = [];
  for (const input of inputs) {
    const step = uploadStep(state, input);
    state = step.state;
    if (step.effect !== null) effects.push(step.effect);
  }
  return { state, effects };
}

const started: readonly UploadInput[] = [{ kind: "started" }, { kind: "created", address }];
const refusal = new ApiFailure({ code: "name_taken", status: 409, traceId: "t", detail: "" });

Deno.test("a refusal ends it, and nothing that is still on its way changes that", () => {
  const { state, effects } = after([
    { kind: "started" },
    { kind: "refused", failure: refusal },
    { kind: "created", address },
    { kind: "reached", offset: 5 },
    { kind: "rested" },
  ]);
  assert.deepEqual([state.phase, state.failure?.code], ["failed", "name_taken"]);
  assert.deepEqual(effects.map((effect) => effect.kind), ["create", "stop"]);
});

Deno.test("it is created, sent in chunks, and done with its last byte", () => {
  const { state, effects } = after([
    ...started,
    { kind: "progressed", bytes: 7 },
    { kind: "reached", offset: CHUNK_BYTES },
    { kind: "reached", offset: size },
  ]);
  assert.equal(state.phase, "done");
  assert.deepEqual(effects, [
    { kind: "create", replaces: false },
    { kind: "send", address, start: 0, end: CHUNK_BYTES },
    { kind: "send", address, start: CHUNK_BYTES, end: size },
    { kind: "stop" },
  ]);
});

Deno.test("an empty file is done once it is created", () => {
  assert.equal(after(started, newUpload(0)).state.phase, "done");
});

Deno.test("after a break it asks how far it is, and goes on from there", () => {
  const { state, effects } = after([
    ...started,
    { kind: "progressed", bytes: 4_000 },
    { kind: "broke" },
    { kind: "rested" },
    { kind: "reached", offset: 3_000 },
  ]);
  assert.deepEqual([state.phase, state.sent, state.misses], ["sending", 0, 0]);
  assert.deepEqual(effects.slice(2), [
    { kind: "rest", ms: 1_000 },
    { kind: "ask", address },
    { kind: "send", address, start: 3_000, end: size },
  ]);
});

Deno.test("rests grow to half a minute, and a connection that comes back ends them", () => {
  let state = after(started).state;
  const rests: number[] = [];
  for (let round = 0; round < 8; round++) {
    const step = uploadStep(state, { kind: "broke" });
    if (step.effect?.kind === "rest") rests.push(step.effect.ms);
    state = uploadStep(step.state, { kind: "rested" }).state;
  }
  assert.deepEqual(rests, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  const woken = uploadStep(uploadStep(state, { kind: "broke" }).state, { kind: "woken" });
  assert.deepEqual([woken.state.misses, woken.effect], [0, { kind: "ask", address }]);
});

Deno.test("it is not tried for ever, but kept for whoever watches", () => {
  let state = after(started).state;
  for (let round = 0; round < 61; round++) {
    state = uploadStep(uploadStep(state, { kind: "broke" }).state, { kind: "rested" }).state;
  }
  assert.equal(state.phase, "paused");
  assert.equal(state.address, address);
});

Deno.test("a chunk that the node acknowledges without progress is not sent again at once", () => {
  const { effects } = after([...started, { kind: "reached", offset: 0 }]);
  assert.deepEqual(effects.at(-1), { kind: "rest", ms: 1_000 });
});

Deno.test("a chunk in the wrong place asks where the right one is", () => {
  const { effects } = after([...started, { kind: "misplaced" }, { kind: "rested" }]);
  assert.deepEqual(effects.at(-1), { kind: "ask", address });
});

Deno.test("when the answer to the last chunk is lost, the node is asked, and nothing is sent again", () => {
  const { state, effects } = after([
    ...started,
    { kind: "reached", offset: CHUNK_BYTES },
    { kind: "broke" },
    { kind: "rested" },
    { kind: "reached", offset: size },
  ]);
  assert.equal(state.phase, "done");
  assert.deepEqual(effects.slice(-3), [{ kind: "rest", ms: 1_000 }, { kind: "ask", address }, { kind: "stop" }]);
});

Deno.test("one that an earlier page began goes on where the node is, whatever was written down", () => {
  for (const offset of [0, 3_000, CHUNK_BYTES + 5]) {
    const begun = begunUpload({ size, address, offset: 4_000, replaces: true });
    const { effects } = after([{ kind: "started" }, { kind: "reached", offset }], begun);
    assert.deepEqual(effects, [
      { kind: "ask", address },
      { kind: "send", address, start: offset, end: Math.min(size, offset + CHUNK_BYTES) },
    ]);
  }
});

Deno.test("one that an earlier page began and the node has forgotten begins anew, as it was meant", () => {
  const begun = begunUpload({ size, address, offset: 4_000, replaces: true });
  const { state, effects } = after([{ kind: "started" }, { kind: "lost" }, { kind: "rested" }], begun);
  assert.equal(state.offset, 0);
  assert.deepEqual(effects.at(-1), { kind: "create", replaces: true });
});

Deno.test("an upload that the node has forgotten begins anew", () => {
  const begun = after([...started, { kind: "reached", offset: CHUNK_BYTES }]).state;
  for (const input of [{ kind: "lost" }, { kind: "reached", offset: size + 1 }] as const) {
    const { state, effects } = after([input, { kind: "rested" }], begun);
    assert.deepEqual([state.offset, state.address], [0, null]);
    assert.deepEqual(effects.at(-1), { kind: "create", replaces: false });
  }
});

Deno.test("while it is paused nothing moves it; resumed, it waits for its turn and asks", () => {
  const paused = after([...started, { kind: "reached", offset: CHUNK_BYTES }, { kind: "paused" }]);
  assert.deepEqual([paused.state.phase, paused.effects.at(-1)], ["paused", { kind: "stop" }]);
  const stirred = after([{ kind: "woken" }, { kind: "broke" }, { kind: "reached", offset: size }], paused.state);
  assert.deepEqual([stirred.state.phase, stirred.effects], ["paused", []]);
  const resumed = after([{ kind: "resumed" }, { kind: "started" }], paused.state);
  assert.deepEqual(resumed.effects, [{ kind: "ask", address }]);
});

Deno.test("cancelled, the node is told, and what arrives later changes nothing", () => {
  const { state, effects } = after([...started, { kind: "cancelled" }, { kind: "reached", offset: size }]);
  assert.equal(state.phase, "cancelled");
  assert.deepEqual(effects.at(-1), { kind: "drop", address });
  assert.deepEqual(after([{ kind: "cancelled" }]).effects, [{ kind: "stop" }]);
});

Deno.test("a name that is taken can be replaced", () => {
  const { effects } = after([
    { kind: "started" },
    { kind: "refused", failure: refusal },
    { kind: "retried", replaces: true },
    { kind: "started" },
  ]);
  assert.deepEqual(effects.at(-1), { kind: "create", replaces: true });
});
