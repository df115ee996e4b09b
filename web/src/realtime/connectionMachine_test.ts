import * as assert from "node:assert/strict";
import { type Action, type Connection, idleConnection, type Input, statusOf, step } from "./connectionMachine.ts";
import type { Frame } from "./Frame.ts";

const topic = "realtime:room:lead:1";
const cursor = { epoch: "e", seq: 10 };

/** Runs inputs one after the other; answers the state and what the last input caused. */
function run(start: Connection, ...inputs: Input[]): { connection: Connection; actions: readonly Action[] } {
  let connection = start;
  let actions: readonly Action[] = [];
  for (const input of inputs) ({ connection, actions } = step(connection, input, 1));
  return { connection, actions };
}

const reply = (ref: string, response: unknown, status = "ok"): Input => ({
  kind: "frame",
  frame: { joinRef: ref, ref, topic, event: "phx_reply", payload: { status, response } },
});

const broadcast = (seq: number, joinRef: string | null = null): Input => ({
  kind: "frame",
  frame: {
    joinRef,
    ref: null,
    topic,
    event: "broadcast",
    payload: { type: "broadcast", event: "lead.updated", payload: {}, meta: { id: "x", seq, epoch: "e" } },
  },
});

const sent = (actions: readonly Action[]): Frame[] => actions.flatMap((a) => a.kind === "send" ? [a.frame] : []);
const kinds = (actions: readonly Action[]): string[] =>
  actions.map((a) => "timer" in a ? `${a.kind} ${a.timer}` : a.kind);

const joining = run(idleConnection, { kind: "join", topic, cursor }, { kind: "opened" }).connection;
const joined = run(joining, reply("1", { cursor: { epoch: "e", seq: 12 }, recovered: true })).connection;

Deno.test("frames of unknown topics, stale joins and unknown events change nothing", () => {
  for (
    const frame of [
      { joinRef: null, ref: null, topic: "realtime:other", event: "broadcast", payload: { event: "e" } },
      { joinRef: "77", ref: null, topic, event: "broadcast", payload: { event: "e" } },
      { joinRef: "77", ref: "77", topic, event: "phx_close", payload: {} },
      { joinRef: null, ref: null, topic, event: "surprise", payload: null },
      { joinRef: null, ref: null, topic, event: "broadcast", payload: "text" },
    ]
  ) {
    const after = run(joined, { kind: "frame", frame });
    assert.deepEqual(after, { connection: joined, actions: [] });
  }
});

Deno.test("a refused join is tried again later, and further apart", () => {
  const first = run(joining, reply("1", { reason: "Unauthorized" }, "error"));
  assert.deepEqual(first.actions, [{ kind: "start", timer: "rejoin", delayMs: 500 }]);
  const again = run(first.connection, { kind: "timer", timer: "rejoin" });
  assert.deepEqual(sent(again.actions).map((frame) => [frame.event, frame.joinRef]), [["phx_join", "2"]]);
  const second = run(again.connection, reply("2", {}, "error"));
  assert.deepEqual(second.actions, [{ kind: "start", timer: "rejoin", delayMs: 1000 }]);
  assert.equal(statusOf(second.connection), "catchingUp");
});

Deno.test("the first room opens the socket and joins with its cursor", () => {
  const opening = run(idleConnection, { kind: "join", topic, cursor });
  assert.deepEqual(kinds(opening.actions), ["stop linger", "open"]);
  assert.equal(statusOf(opening.connection), "connecting");
  const [frame] = sent(run(opening.connection, { kind: "opened" }).actions);
  assert.deepEqual(frame?.payload, {
    config: { private: true, broadcast: { self: false, ack: false }, presence: { enabled: false }, cursor },
  });
});

Deno.test("a join carries the token of whoever is signed in", () => {
  const opening = run(idleConnection, { kind: "token", token: "t1" }, { kind: "join", topic, cursor: null });
  const [frame] = sent(run(opening.connection, { kind: "opened" }).actions);
  assert.equal((frame?.payload as { access_token?: unknown } | undefined)?.access_token, "t1");
});

Deno.test("no token, or the same one again, is not sent to the rooms", () => {
  assert.deepEqual(run(joined, { kind: "token", token: null }).actions, []);
  const known = run(joined, { kind: "token", token: "t1" }).connection;
  assert.deepEqual(run(known, { kind: "token", token: "t1" }).actions, []);
});

Deno.test("a new token is sent to each joined room, in the join's name", () => {
  const [frame] = sent(run(joined, { kind: "token", token: "t2" }).actions);
  assert.deepEqual(frame, { joinRef: "1", ref: "2", topic, event: "access_token", payload: { access_token: "t2" } });
});

Deno.test("a room that was refused with the old token is tried with the new one at once", () => {
  const refused = run(joining, reply("1", { reason: "InvalidJWTToken: Token has expired" }, "error")).connection;
  const frames = sent(run(refused, { kind: "token", token: "t2" }).actions);
  assert.deepEqual(frames.map(({ event, payload }) => [event, (payload as { access_token?: unknown }).access_token]), [
    ["phx_join", "t2"],
  ]);
});

Deno.test("recovered: the cursor stays until the missed events come", () => {
  assert.deepEqual(joined.rooms.get(topic)?.cursor, cursor);
  assert.equal(statusOf(joined), "live");
  const after = run(joined, broadcast(11));
  assert.deepEqual(kinds(after.actions), ["deliver"]);
  assert.equal(after.connection.rooms.get(topic)?.cursor?.seq, 11);
  assert.equal(run(after.connection, broadcast(5)).connection.rooms.get(topic)?.cursor?.seq, 11);
});

Deno.test("not recovered: a gap is told and the node's cursor taken over", () => {
  const after = run(joining, reply("1", { cursor: { epoch: "f", seq: 3 }, recovered: false, reason: "epoch" }));
  assert.deepEqual(after.actions[0], { kind: "gap", topic });
  assert.deepEqual(after.connection.rooms.get(topic)?.cursor, { epoch: "f", seq: 3 });
});

Deno.test("a lost socket is opened again and the room joined with the last seen cursor", () => {
  const closed = run(joined, broadcast(15), { kind: "closed" });
  assert.equal(statusOf(closed.connection), "lost");
  assert.deepEqual(closed.actions.at(-1), { kind: "start", timer: "reconnect", delayMs: 500 });
  const back = run(closed.connection, { kind: "timer", timer: "reconnect" }, { kind: "opened" });
  assert.equal(statusOf(back.connection), "catchingUp");
  const [frame] = sent(back.actions);
  const payload = frame?.payload as { config: { cursor: unknown } } | undefined;
  assert.deepEqual(payload?.config.cursor, { epoch: "e", seq: 15 });
  const live = run(back.connection, reply(frame?.ref ?? "", { recovered: true }));
  assert.equal(statusOf(live.connection), "live");
  assert.equal(live.connection.attempt, 0);
});

Deno.test("waiting ends at once when the machine wakes up", () => {
  const closed = run(joined, { kind: "closed" }).connection;
  assert.deepEqual(kinds(run(closed, { kind: "wake" }).actions), ["stop reconnect", "open"]);
  assert.deepEqual(run(joined, { kind: "wake" }).actions, []);
});

Deno.test("an unanswered heartbeat closes the socket, an answered one does not", () => {
  const beat = run(joined, { kind: "timer", timer: "heartbeat" });
  const ref = sent(beat.actions)[0]?.ref ?? null;
  const answer: Frame = { joinRef: null, ref, topic: "phoenix", event: "phx_reply", payload: { status: "ok" } };
  const healthy = run(beat.connection, { kind: "frame", frame: answer }, { kind: "timer", timer: "heartbeat" });
  assert.equal(healthy.connection.phase, "open");
  const dead = run(beat.connection, { kind: "timer", timer: "heartbeat" });
  assert.equal(dead.connection.phase, "waiting");
  assert.equal(dead.actions[0]?.kind, "close");
});

Deno.test("a room that is left and joined anew ignores the first join's frames", () => {
  const left = run(joined, { kind: "leave", topic });
  assert.deepEqual(sent(left.actions).map((frame) => frame.event), ["phx_leave"]);
  assert.equal(statusOf(left.connection), "idle");
  const again = run(left.connection, { kind: "join", topic, cursor: null });
  assert.deepEqual(run(again.connection, broadcast(20, "1")).actions, []);
  assert.equal(again.connection.phase, "open");
});

Deno.test("a socket without rooms lingers, then closes for good", () => {
  const left = run(joined, { kind: "leave", topic });
  assert.equal(kinds(left.actions).at(-1), "start linger");
  const closed = run(left.connection, { kind: "timer", timer: "linger" });
  assert.equal(closed.connection.phase, "idle");
  assert.equal(closed.actions[0]?.kind, "close");
});

Deno.test("a channel that the node ends is joined again", () => {
  const frame = { joinRef: "1", ref: "1", topic, event: "phx_error", payload: {} };
  const after = run(joined, { kind: "frame", frame });
  assert.deepEqual(kinds(after.actions), ["start rejoin"]);
  assert.equal(after.connection.rooms.get(topic)?.joined, false);
});
