import * as assert from "node:assert/strict";
import { type EmailChangeEvent, emailChangeReducer, noEmailChange } from "./emailChange.ts";

const run = (...events: EmailChangeEvent[]) => events.reduce(emailChangeReducer, noEmailChange);
const sent: EmailChangeEvent = { kind: "sent", addresses: ["old@a.fr", "new@a.fr"] };

Deno.test("one address alone changes nothing", () => {
  const state = run(sent, { kind: "confirmed", email: "new@a.fr", state: "halfway" });
  assert.deepEqual([state.waiting, state.confirmed, state.isDone], [["old@a.fr"], ["new@a.fr"], false]);
});

Deno.test("the node says when it is done, and nothing is left to enter", () => {
  const state = run(sent, { kind: "confirmed", email: "old@a.fr", state: "changed" });
  assert.deepEqual([state.waiting, state.isDone], [[], true]);
});

Deno.test("codes that are sent again are all to be entered again", () => {
  const state = run(sent, { kind: "confirmed", email: "new@a.fr", state: "halfway" }, sent);
  assert.deepEqual([state.waiting.length, state.confirmed], [2, []]);
});

Deno.test("giving up forgets the address", () => assert.deepEqual(run(sent, { kind: "gaveUp" }), noEmailChange));
