import * as assert from "node:assert/strict";
import { ApiFailure } from "../api/ApiFailure.ts";
import { meet, type WriteDraft } from "./Write.ts";
import { WriteQueue, WRITES_MAX } from "./WriteQueue.ts";

const lost = new ApiFailure({ code: "node_unreachable", status: 0, traceId: "t", detail: "" });
const refusal = new ApiFailure({ code: "invalid_request", status: 422, traceId: "t", detail: "" });
const stale = (current: object) =>
  new ApiFailure({ code: "stale_version", status: 409, traceId: "t", detail: "", problem: { current } });

const draft = (more: Partial<WriteDraft> = {}): WriteDraft => ({
  kind: "edit",
  about: "Dupont",
  leadId: "1",
  method: "PATCH",
  path: "/api/v1/leads/1",
  body: { phone: "2" },
  key: "k1",
  version: 3,
  before: { phone: "1" },
  goal: { phone: "2" },
  ...more,
});

/** A world whose node answers as it is told, in turn; the last answer stays. */
function world(...answers: readonly unknown[]) {
  const sent: WriteDraft[] = [];
  const timers: (() => void)[] = [];
  let keys = 0;
  let kept: string | null = null;
  const around = {
    send: (write: WriteDraft) => {
      const answer = answers[Math.min(sent.length, answers.length - 1)];
      sent.push(write);
      return answer instanceof ApiFailure ? Promise.reject(answer) : Promise.resolve(answer);
    },
    load: () => kept,
    store: (text: string | null) => void (kept = text),
    later: (work: () => void) => {
      timers.push(work);
      return () => timers.splice(0);
    },
    failureOf: (error: unknown) => error as ApiFailure,
    newKey: () => `new${keys += 1}`,
    now: () => new Date(0),
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { around, sent, settle, kept: () => kept, fire: () => timers.splice(0).forEach((work) => work()) };
}

const failed = (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error);

Deno.test("what the node refuses at once is thrown and not kept", async () => {
  const { around, kept } = world(refusal);
  assert.equal(await failed(new WriteQueue(around).perform(draft())), refusal);
  assert.equal(kept(), null);
});

Deno.test("what cannot be sent is kept, and sent later under the same key, once", async () => {
  const { around, sent, settle, fire, kept } = world(lost, lost, { version: 4 });
  const queue = new WriteQueue(around);
  assert.deepEqual(await queue.perform(draft()), { isKept: true });
  fire();
  await settle();
  assert.equal(queue.current()[0]?.state, "waiting");
  fire();
  await settle();
  assert.deepEqual([sent.length, new Set(sent.map(({ key }) => key)).size, queue.current().length, kept()], [
    3,
    1,
    0,
    null,
  ]);
});

Deno.test("what comes after something that waits keeps its order", async () => {
  const { around, sent, settle } = world(lost, {});
  const queue = new WriteQueue(around);
  await queue.perform(draft({ key: "a" }));
  assert.deepEqual(await queue.perform(draft({ key: "b" })), { isKept: true });
  assert.equal(sent.length, 1);
  queue.wake();
  await settle();
  assert.deepEqual(sent.map(({ key }) => key), ["a", "a", "b"]);
});

Deno.test("another page takes over what was kept", async () => {
  const first = world(lost);
  await new WriteQueue(first.around).perform(draft());
  const { around, sent, settle } = world({});
  const queue = new WriteQueue({ ...around, load: first.kept, store: () => {} });
  queue.wake();
  await settle();
  assert.deepEqual([sent[0]?.key, sent[0]?.version, queue.current().length], ["k1", 3, 0]);
});

Deno.test("a change that meets another field's is made on what is there now, under a key of its own", async () => {
  const { around, sent, settle } = world(lost, stale({ version: 7, phone: "1", company: "Other" }), {});
  const queue = new WriteQueue(around);
  await queue.perform(draft());
  queue.wake();
  await settle();
  assert.deepEqual([sent[2]?.version, sent[2]?.key !== "k1", queue.current().length], [7, true, 0]);
});

Deno.test("a change whose answer was lost is done when the node has it", async () => {
  const { around, settle } = world(lost, stale({ version: 4, phone: "2" }));
  const queue = new WriteQueue(around);
  const heard: unknown[] = [];
  await queue.perform(draft(), { onDone: (answer) => heard.push(answer), onRefused: () => false });
  queue.wake();
  await settle();
  assert.deepEqual([queue.current().length, heard.length], [0, 1]);
});

Deno.test("the same field changed by others waits for a decision, and one's own is written over theirs when insisted on", async () => {
  const { around, sent, settle } = world(lost, stale({ version: 9, phone: "5" }), {});
  const queue = new WriteQueue(around);
  await queue.perform(draft());
  queue.wake();
  await settle();
  const [write] = queue.current();
  assert.deepEqual([write?.state, write?.current?.["phone"]], ["conflict", "5"]);
  queue.insist(write?.id ?? "");
  await settle();
  assert.deepEqual([sent[2]?.version, queue.current().length], [9, 0]);
});

Deno.test("a lead that went to the trash is a conflict, whatever its fields say", async () => {
  const { around, settle } = world(lost, stale({ version: 9, phone: "1", deletedAt: "2026" }));
  const queue = new WriteQueue(around);
  await queue.perform(draft());
  queue.wake();
  await settle();
  assert.equal(queue.current()[0]?.state, "conflict");
});

Deno.test("a refusal stays to be seen, unless whoever follows it tells of it, and lets the next one through", async () => {
  const { around, settle } = world(lost, refusal, refusal, {});
  const queue = new WriteQueue(around);
  await queue.perform(draft({ key: "a" }), { onDone: () => {}, onRefused: () => true });
  await queue.perform(draft({ key: "b" }));
  await queue.perform(draft({ key: "c" }));
  queue.wake();
  await settle();
  assert.deepEqual(queue.current().map(({ key, state }) => [key, state]), [["b", "refused"]]);
});

Deno.test("what another tab keeps is left to it", async () => {
  const { around, kept } = world(lost);
  const one = new WriteQueue(around);
  const other = new WriteQueue(around);
  await one.perform(draft({ key: "a" }));
  await other.perform(draft({ key: "b" }));
  assert.deepEqual((JSON.parse(kept() ?? "") as WriteDraft[]).map(({ key }) => key), ["a", "b"]);
});

Deno.test("more than can be kept is not kept", async () => {
  const { around } = world(lost);
  const queue = new WriteQueue(around);
  await Promise.all(Array.from({ length: WRITES_MAX }, () => queue.perform(draft())));
  assert.equal(await failed(queue.perform(draft())), lost);
});

Deno.test("another place in the same stage is made again as long as the lead is in it", () => {
  const move = draft({ before: { stageId: "s1" }, goal: {} });
  assert.equal(meet(move, { version: 9, stageId: "s1" }), "again");
  assert.equal(meet(move, { version: 9, stageId: "s2" }), "conflict");
});

Deno.test("values are the same by what they say, whatever the order of their members", () => {
  const value = draft({ before: { value: null }, goal: { value: { amount: 1, currency: "EUR" } } });
  assert.equal(meet(value, { version: 9, value: { currency: "EUR", amount: 1 } }), "done");
});
