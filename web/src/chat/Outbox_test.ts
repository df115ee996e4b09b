import * as assert from "node:assert/strict";
import { ApiFailure } from "../api/ApiFailure.ts";
import type { Message, MessageDraft } from "../api/chat.ts";
import { message } from "../testing/chatSamples.ts";
import { Outbox, OUTBOX_MAX } from "./Outbox.ts";

const failure = (status: number) => new ApiFailure({ code: "x", status, traceId: "t", detail: "" });
const draft = (clientId: string) => ({
  clientId,
  channelId: "c",
  text: clientId,
  parentId: null,
  attachments: [],
  files: [],
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A node that answers as the test says, and notes what it was sent. */
class Around {
  readonly sent: string[] = [];
  readonly delays: number[] = [];
  stored: string | null = null;
  due: (() => void) | null = null;
  answer: (draft: MessageDraft) => Promise<Message> = ({ clientId }) => Promise.resolve(message(1, { clientId }));

  readonly send = (_: string, sent: MessageDraft) => {
    this.sent.push(sent.clientId);
    return this.answer(sent);
  };
  readonly load = () => this.stored;
  readonly store = (text: string | null) => {
    this.stored = text;
  };
  readonly later = (work: () => void, delayMs: number) => {
    this.delays.push(delayMs);
    this.due = work;
    return () => {
      this.due = null;
    };
  };
  readonly failureOf = (error: unknown) => error as ApiFailure;
}

Deno.test("what the node refuses stays to be seen, and what follows is sent", async () => {
  const around = new Around();
  around.answer = ({ clientId }) => clientId === "a" ? Promise.reject(failure(400)) : Promise.resolve(message(2));
  const outbox = new Outbox(around);
  outbox.add(draft("a"));
  outbox.add(draft("b"));
  await settled();
  assert.deepEqual([around.sent, outbox.current().map(({ state }) => state)], [["a", "b"], ["refused"]]);
  assert.deepEqual(around.delays, []);
});

Deno.test("without a network it is tried again under the same id, further apart, and in order", async () => {
  const around = new Around();
  around.answer = () => Promise.reject(failure(0));
  const outbox = new Outbox(around);
  outbox.add(draft("a"));
  outbox.add(draft("b"));
  await settled();
  around.due?.();
  await settled();
  assert.deepEqual([around.sent, around.delays], [["a", "a"], [1_000, 2_000]]);
  around.answer = ({ clientId }) => Promise.resolve(message(1, { clientId }));
  const taken: string[] = [];
  outbox.onSent(({ clientId }) => taken.push(clientId));
  outbox.wake();
  await settled();
  assert.deepEqual([taken, outbox.current(), around.stored], [["a", "b"], [], null]);
});

Deno.test("what was not sent outlives the page", async () => {
  const around = new Around();
  around.answer = () => Promise.reject(failure(503));
  new Outbox(around).add(draft("a"));
  await settled();
  const next = new Outbox(around);
  assert.deepEqual(next.current().map(({ clientId, state }) => [clientId, state]), [["a", "waiting"]]);
});

Deno.test("what is kept under our name and is none of ours is left out", () => {
  for (const stored of ["{", "3", '[{"clientId":1}]', "[null]"]) {
    const around = new Around();
    around.stored = stored;
    assert.deepEqual(new Outbox(around).current(), []);
  }
});

Deno.test("a refused message is sent again when someone asks, or thrown away", async () => {
  const around = new Around();
  around.answer = () => Promise.reject(failure(400));
  const outbox = new Outbox(around);
  outbox.add(draft("a"));
  outbox.add(draft("b"));
  await settled();
  around.answer = ({ clientId }) => Promise.resolve(message(1, { clientId }));
  outbox.retry("a");
  outbox.discard("b");
  await settled();
  assert.deepEqual([around.sent, outbox.current()], [["a", "b", "a"], []]);
});

Deno.test("the outbox is bounded", async () => {
  const around = new Around();
  around.answer = () => Promise.reject(failure(0));
  const outbox = new Outbox(around);
  for (let count = 0; count < OUTBOX_MAX; count += 1) assert.ok(outbox.add(draft(`${count}`)));
  assert.equal(outbox.add(draft("more")), false);
  await settled();
});

Deno.test("two tabs keep their messages beside each other’s", async () => {
  const around = new Around();
  around.answer = () => Promise.reject(failure(0));
  const [one, other] = [new Outbox(around), new Outbox(around)];
  one.add(draft("a"));
  other.add(draft("b"));
  await settled();
  assert.deepEqual(new Outbox(around).current().map(({ clientId }) => clientId), ["a", "b"]);
  one.discard("a");
  assert.deepEqual(new Outbox(around).current().map(({ clientId }) => clientId), ["b"]);
});
