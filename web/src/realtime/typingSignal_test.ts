import * as assert from "node:assert/strict";
import { type Action, type Input, silent, START_EVERY_MS, step } from "./typingSignal.ts";

/** What each input causes, one after the other. */
function run(...inputs: Input[]): string[][] {
  let signal = silent;
  return inputs.map((input) => {
    const after = step(signal, input);
    signal = after.signal;
    return after.actions.map((action: Action) => action.kind === "send" ? action.event : action.kind);
  });
}

const key = (nowMs: number): Input => ({ kind: "key", nowMs });
const ended: Input = { kind: "ended" };

Deno.test("who has not typed tells no end, and nobody tells it twice", () => {
  assert.deepEqual(run(ended), [[]]);
  assert.deepEqual(run(key(0), ended, ended).at(-1), []);
});

Deno.test("the first key tells the others, and the following ones no more often than every three seconds", () => {
  assert.deepEqual(run(key(0), key(200), key(START_EVERY_MS - 1), key(START_EVERY_MS), key(START_EVERY_MS + 200)), [
    ["startTimer", "typing.start"],
    ["startTimer"],
    ["startTimer"],
    ["startTimer", "typing.start"],
    ["startTimer"],
  ]);
});

Deno.test("the end is told at once, and the key after it is a first one", () => {
  assert.deepEqual(run(key(0), ended, key(100)), [
    ["startTimer", "typing.start"],
    ["stopTimer", "typing.stop"],
    ["startTimer", "typing.start"],
  ]);
});
