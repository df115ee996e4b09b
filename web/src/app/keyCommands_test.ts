import * as assert from "node:assert/strict";
import { type KeyState, noKeys, pressed } from "./keyCommands.ts";

function type(...keys: readonly (readonly [string, number])[]): (string | null)[] {
  let state: KeyState = noKeys;
  return keys.map(([key, at]) => {
    const result = pressed(state, key, at);
    state = result.state;
    return result.command;
  });
}

Deno.test("l alone, or too long after g, means nothing", () => {
  assert.deepEqual(type(["l", 0]), [null]);
  assert.deepEqual(type(["g", 0], ["l", 2000]), [null, null]);
});

Deno.test("g then another key means nothing, not that key", () => {
  assert.deepEqual(type(["g", 0], ["n", 100], ["n", 200]), [null, null, "newLead"]);
});

Deno.test("g l goes to the leads", () => assert.deepEqual(type(["g", 0], ["l", 300]), [null, "leads"]));

Deno.test("g s goes to the settings", () => assert.deepEqual(type(["g", 0], ["s", 300]), [null, "settings"]));

Deno.test("g f goes to the files", () => assert.deepEqual(type(["g", 0], ["f", 300]), [null, "files"]));

Deno.test("g j goes to the jobs", () => assert.deepEqual(type(["g", 0], ["j", 300]), [null, "jobs"]));

Deno.test("g m goes to the money, g i to the inbox", () => {
  assert.deepEqual(type(["g", 0], ["m", 300]), [null, "payouts"]);
  assert.deepEqual(type(["g", 0], ["i", 300]), [null, "inbox"]);
});

Deno.test("g h goes to the node’s health, g e to the errors", () => {
  assert.deepEqual(type(["g", 0], ["h", 300]), [null, "node"]);
  assert.deepEqual(type(["g", 0], ["e", 300]), [null, "errors"]);
});

Deno.test("single keys", () => {
  assert.deepEqual(type(["/", 0], ["n", 1], ["?", 2], ["x", 3]), ["search", "newLead", "help", null]);
});
