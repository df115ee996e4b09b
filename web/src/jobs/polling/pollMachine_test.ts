import * as assert from "node:assert/strict";
import { beforePolling, type PollEffect, type PollInput, type PollState, pollStep } from "./pollMachine.ts";

const INTERVAL_MS = 2_000;

/** The state after all inputs, and the effect of the last. */
function after(...inputs: readonly PollInput[]): { state: PollState; effect: PollEffect | null } {
  let result: { state: PollState; effect: PollEffect | null } = { state: beforePolling, effect: null };
  for (const input of inputs) result = pollStep(result.state, input, INTERVAL_MS);
  return result;
}

const shown = { kind: "shown" } as const;
const hidden = { kind: "hidden" } as const;
const answered = { kind: "answered", isOver: false } as const;
const over = { kind: "answered", isOver: true } as const;
const missed = { kind: "missed" } as const;
const rested = { kind: "rested" } as const;
const wanted = { kind: "wanted" } as const;

Deno.test("a page that is out of view asks nothing, and an answer or a rest of before changes that not", () => {
  assert.deepEqual(after(shown, hidden).effect, { kind: "stop" });
  for (const late of [answered, missed, rested]) {
    const { state, effect } = after(shown, hidden, late);
    assert.deepEqual([state.phase, effect], ["idle", null]);
  }
});

Deno.test("a page that comes to view asks at once, and only once", () => {
  assert.deepEqual(after(shown).effect, { kind: "ask" });
  assert.equal(after(shown, shown).effect, null);
  assert.deepEqual(after(shown, answered, hidden, shown).effect, { kind: "ask" });
});

Deno.test("after an answer it rests, then asks again", () => {
  assert.deepEqual(after(shown, answered).effect, { kind: "rest", ms: INTERVAL_MS });
  assert.deepEqual(after(shown, answered, rested).effect, { kind: "ask" });
});

Deno.test("without answers the rests grow up to half a minute, and shrink with the next answer", () => {
  const rests: number[] = [];
  let state = after(shown).state;
  for (let miss = 0; miss < 7; miss += 1) {
    const step = pollStep(state, missed, INTERVAL_MS);
    if (step.effect?.kind === "rest") rests.push(step.effect.ms);
    state = pollStep(step.state, rested, INTERVAL_MS).state;
  }
  assert.deepEqual(rests, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  assert.deepEqual(pollStep(state, answered, INTERVAL_MS).effect, { kind: "rest", ms: INTERVAL_MS });
});

Deno.test("what is over is not asked about again, unless somebody wants to know", () => {
  assert.deepEqual([after(shown, over).effect, after(shown, over).state.phase], [null, "idle"]);
  assert.equal(after(shown, over, hidden, shown).effect, null);
  assert.deepEqual(after(shown, over, wanted).effect, { kind: "ask" });
  assert.deepEqual(after(shown, over, wanted, answered).effect, { kind: "rest", ms: INTERVAL_MS });
});

Deno.test("what is wanted after the end is asked for until it is answered", () => {
  assert.deepEqual(after(shown, over, wanted, missed).effect, { kind: "rest", ms: INTERVAL_MS });
  assert.deepEqual(after(shown, over, wanted, hidden, shown).effect, { kind: "ask" });
  assert.equal(after(shown, over, wanted, over).effect, null);
});

Deno.test("who wants to know is answered while the page is out of view too, once", () => {
  assert.deepEqual(after(hidden, wanted).effect, { kind: "ask" });
  assert.deepEqual(after(hidden, wanted, answered).effect, null);
});
