import * as assert from "node:assert/strict";
import { ApiFailure } from "../api/ApiFailure.ts";
import { sampleGrant } from "../testing/samples.ts";
import { type Access, type Action, type Input, noAccess, RETRY_MS, step } from "./accessMachine.ts";

const now = 1_000_000;
const one = sampleGrant("one", now);
const two = sampleGrant("two", now);

/** Runs inputs one after the other; answers the state and what the last input caused. */
function run(start: Access, ...inputs: Input[]): { access: Access; actions: readonly Action[] } {
  let access = start;
  let actions: readonly Action[] = [];
  for (const input of inputs) ({ access, actions } = step(access, input));
  return { access, actions };
}

const kinds = (actions: readonly Action[]): string[] => actions.map(({ kind }) => kind);
const wanted = (rejected: string | null = null, nowMs = now): Input => ({ kind: "wanted", rejected, nowMs });
const holding = run(noAccess, { kind: "entered", grant: one }).access;
const failure = new ApiFailure({ code: "node_unreachable", status: 0, traceId: "", detail: "" });

Deno.test("a second wish while one is under way asks for nothing more", () => {
  const queued = run(noAccess, wanted());
  assert.deepEqual(kinds(queued.actions), ["queue"]);
  assert.deepEqual(run(queued.access, wanted()).actions, []);
  const asking = run(queued.access, { kind: "turn" });
  assert.deepEqual(kinds(asking.actions), ["ask"]);
  assert.deepEqual(run(asking.access, wanted()).actions, []);
});

Deno.test("whoever is known to be signed out is not asked about again, until somebody checks", () => {
  const out = run(noAccess, wanted(), { kind: "turn" }, { kind: "refused", setupNeeded: true }).access;
  assert.deepEqual(out.end, { setupNeeded: true });
  assert.deepEqual(kinds(run(out, wanted()).actions), ["settle"]);
  assert.deepEqual(kinds(run(out, { kind: "checked" }).actions), ["queue"]);
});

Deno.test("a token that the node refused is replaced, one that another tab replaced already is not", () => {
  assert.deepEqual(kinds(run(holding, wanted("one")).actions), ["queue"]);
  assert.deepEqual(kinds(run(holding, wanted("older")).actions), ["settle"]);
});

Deno.test("a token past its end is replaced before it is used", () => {
  assert.deepEqual(kinds(run(holding, wanted(null, one.expiresAtMs - 1)).actions), ["settle"]);
  assert.deepEqual(kinds(run(holding, wanted(null, one.expiresAtMs)).actions), ["queue"]);
});

Deno.test("what another tab tells while this one waits its turn ends the wait", () => {
  const queued = run(holding, wanted("one")).access;
  const told = run(queued, { kind: "heard", news: { kind: "grant", grant: two } });
  assert.deepEqual(kinds(told.actions), ["timer", "settle"]);
  assert.deepEqual(run(told.access, { kind: "turn" }).actions, []);
});

Deno.test("the very token that is to be replaced ends no wait, though its session may be news", () => {
  const queued = run(holding, wanted("one")).access;
  const told = run(queued, { kind: "heard", news: { kind: "grant", grant: one } });
  assert.equal(told.access.phase, "queued");
});

Deno.test("an answer is told to the other tabs, what was heard is not told on", () => {
  const asking = run(noAccess, wanted(), { kind: "turn" }).access;
  assert.deepEqual(kinds(run(asking, { kind: "granted", grant: one }).actions), ["tell", "timer", "settle"]);
  assert.deepEqual(kinds(run(noAccess, { kind: "heard", news: { kind: "grant", grant: one } }).actions), [
    "timer",
    "settle",
  ]);
});

Deno.test("a node out of reach ends no session, and is tried again later", () => {
  const after = run(holding, wanted("one"), { kind: "turn" }, { kind: "failed", failure, nowMs: now });
  assert.equal(after.access.grant, one);
  assert.deepEqual(after.actions, [{ kind: "timer", atMs: now + RETRY_MS }, { kind: "settle" }]);
});

Deno.test("the timer renews when it is time, and waits on when the machine woke up early", () => {
  assert.deepEqual(run(holding, { kind: "due", nowMs: now }).actions, [{ kind: "timer", atMs: one.renewAtMs }]);
  assert.deepEqual(kinds(run(holding, { kind: "due", nowMs: one.renewAtMs }).actions), ["queue"]);
  assert.deepEqual(run(noAccess, { kind: "due", nowMs: now }).actions, []);
});

Deno.test("leaving in one tab leaves in all, and is not told twice", () => {
  const left = run(holding, { kind: "left" });
  assert.deepEqual(kinds(left.actions), ["tell", "stopTimer", "settle"]);
  const heard = run(holding, { kind: "heard", news: { kind: "left" } });
  assert.deepEqual(kinds(heard.actions), ["stopTimer", "settle"]);
  assert.equal(heard.access.grant, null);
  assert.deepEqual(run(heard.access, { kind: "heard", news: { kind: "left" } }).actions, []);
});

Deno.test("a changed session keeps its token; without one there is nothing to change", () => {
  const session = { ...one.session, role: "viewer" as const };
  const after = run(holding, { kind: "amended", session });
  assert.deepEqual([after.access.grant?.token, after.access.grant?.session.role], ["one", "viewer"]);
  assert.deepEqual(kinds(after.actions), ["tell"]);
  assert.deepEqual(run(noAccess, { kind: "amended", session }), { access: noAccess, actions: [] });
});
