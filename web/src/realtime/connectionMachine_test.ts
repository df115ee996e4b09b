import * as assert from "node:assert/strict";
import { type Action, type Connection, idleConnection, type Input, statusOf, step } from "./connectionMachine.ts";
import type { Frame } from "./Frame.ts";

const topic = "realtime:room:lead:1";
const cursor = { epoch: "e", seq: 10 };
const join: Input = { kind: "join", topic, wish: { cursor, presence: false } };

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

const push = (event: string, payload: unknown, joinRef: string | null = null, ref: string | null = null): Input => ({
  kind: "frame",
  frame: { joinRef, ref, topic, event, payload },
});

const joining = run(idleConnection, join, { kind: "opened" }).connection;
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
  const first = run(joining, reply("1", { reason: "InternalServerError: try again" }, "error"));
  assert.deepEqual(first.actions, [{ kind: "start", timer: "rejoin", delayMs: 500 }]);
  const again = run(first.connection, { kind: "timer", timer: "rejoin" });
  assert.deepEqual(sent(again.actions).map((frame) => [frame.event, frame.joinRef]), [["phx_join", "2"]]);
  const second = run(again.connection, reply("2", {}, "error"));
  assert.deepEqual(second.actions, [{ kind: "start", timer: "rejoin", delayMs: 1000 }]);
  assert.equal(statusOf(second.connection), "catchingUp");
});

Deno.test("the first room opens the socket and joins with its cursor", () => {
  const opening = run(idleConnection, join);
  assert.deepEqual(kinds(opening.actions), ["stop linger", "open"]);
  assert.equal(statusOf(opening.connection), "connecting");
  const [frame] = sent(run(opening.connection, { kind: "opened" }).actions);
  assert.deepEqual(frame?.payload, {
    config: { private: true, broadcast: { self: false, ack: false }, presence: { enabled: false }, cursor },
  });
});

Deno.test("a join carries the token of whoever is signed in", () => {
  const opening = run(idleConnection, { kind: "token", token: "t1" }, join);
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
  const again = run(left.connection, join);
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

Deno.test("a channel that ends with its token is joined again with the new one, which is sent to the others", () => {
  const known = run(joined, { kind: "token", token: "old" }).connection;
  const told = run(
    known,
    push("system", { extension: "system", status: "error", message: "Token has expired", channel: "" }),
  );
  assert.deepEqual(told, { connection: known, actions: [] });
  const ended = run(known, push("phx_close", {}, "1", "1"));
  assert.deepEqual(ended.actions, [{ kind: "start", timer: "rejoin", delayMs: 500 }]);
  assert.equal(statusOf(ended.connection), "catchingUp");
  const [frame, ...others] = sent(run(ended.connection, { kind: "token", token: "new" }).actions);
  const payload = frame?.payload as { access_token?: unknown; config?: { cursor?: unknown } } | undefined;
  assert.deepEqual([frame?.event, payload?.access_token, payload?.config?.cursor], ["phx_join", "new", cursor]);
  assert.deepEqual(others, []);
});

Deno.test("a room that is refused says so, is asked for again slowly, and holds nothing else up", () => {
  const unauthorized = { reason: "Unauthorized: You do not have permissions to read from this Channel topic: x" };
  const refused = run(joining, reply("1", unauthorized, "error"));
  assert.deepEqual(refused.actions, [{ kind: "start", timer: "rejoin", delayMs: 30_000 }]);
  assert.deepEqual([statusOf(refused.connection), refused.connection.attempt], ["accessLost", 0]);

  const asked = run(refused.connection, { kind: "timer", timer: "rejoin" });
  assert.deepEqual([sent(asked.actions)[0]?.event, statusOf(asked.connection)], ["phx_join", "accessLost"]);
  const again = run(asked.connection, reply("2", unauthorized, "error"));
  assert.deepEqual(again.actions, [{ kind: "start", timer: "rejoin", delayMs: 30_000 }]);
  assert.equal(statusOf(run(asked.connection, reply("2", { recovered: true })).connection), "live");
  assert.equal(statusOf(run(again.connection, { kind: "closed" }).connection), "lost");
});

Deno.test("a refused room waits for the timer of another that is on its way", () => {
  const other: Input = { kind: "join", topic: "realtime:room:lead:2", wish: { cursor: null, presence: false } };
  const two = run(joining, other).connection;
  const refused = run(two, reply("1", { reason: "Unauthorized: no" }, "error"));
  assert.deepEqual(refused.actions, []);
});

const people = { u2: { metas: [{ phx_ref: "a", userId: "u2", name: "Bo" }] } };
const withPresence: Input = { kind: "join", topic, wish: { cursor, presence: true } };
const entering = run(idleConnection, withPresence, { kind: "opened" });
const entered = run(entering.connection, reply("1", { recovered: true }));
const peopled = run(entered.connection, push("presence_state", people));
const refs = ({ connection }: { connection: Connection }) =>
  connection.rooms.get(topic)?.presence?.get("u2")?.map(({ ref }) => ref);

Deno.test("without presence nothing is tracked, and who is there is not kept", () => {
  assert.deepEqual(sent(run(joining, reply("1", { recovered: true })).actions), []);
  assert.deepEqual(run(joined, push("presence_state", people)), { connection: joined, actions: [] });
});

Deno.test("with presence the page shows itself after each join", () => {
  const config = (sent(entering.actions)[0]?.payload as { config?: { presence?: unknown } } | undefined)?.config;
  assert.deepEqual(config?.presence, { enabled: true });
  const track = { type: "presence", event: "track", payload: {} };
  assert.deepEqual(sent(entered.actions), [{ joinRef: "1", ref: "2", topic, event: "presence", payload: track }]);

  const back = run(entered.connection, { kind: "closed" }, { kind: "wake" }, { kind: "opened" });
  const [rejoin] = sent(back.actions);
  assert.deepEqual(
    sent(run(back.connection, reply(rejoin?.ref ?? "", { recovered: true })).actions).map((f) => f.payload),
    [
      track,
    ],
  );
});

Deno.test("who is there is what the state says and the differences since", () => {
  assert.deepEqual(refs(peopled), ["a"]);
  const joins = { u2: { metas: [{ phx_ref: "b", userId: "u2", name: "Bo" }] } };
  const more = run(peopled.connection, push("presence_diff", { joins, leaves: {} }));
  assert.deepEqual(refs(more), ["a", "b"]);
  assert.deepEqual(refs(run(more.connection, push("presence_state", people))), ["a"]);
});

Deno.test("a difference before the state says nothing", () => {
  assert.deepEqual(run(entered.connection, push("presence_diff", { joins: people, leaves: {} })), {
    connection: entered.connection,
    actions: [],
  });
});

Deno.test("who is there is unknown as soon as the room is not joined", () => {
  for (const end of [{ kind: "closed" } as const, push("phx_close", {}, "1", "1")]) {
    assert.equal(run(peopled.connection, end).connection.rooms.get(topic)?.presence, null);
  }
});

Deno.test("a word to the others goes out in a joined room, and nowhere else", () => {
  const word: Input = { kind: "broadcast", topic, event: "typing.start", payload: {} };
  for (const connection of [idleConnection, joining, run(joined, { kind: "closed" }).connection]) {
    assert.deepEqual(run(connection, word), { connection, actions: [] });
  }
  assert.deepEqual(sent(run(joined, word).actions), [
    {
      joinRef: "1",
      ref: "2",
      topic,
      event: "broadcast",
      payload: { type: "broadcast", event: "typing.start", payload: {} },
    },
  ]);
});

Deno.test("what has no place in the log is passed on and moves no cursor", () => {
  for (const meta of [undefined, { actorId: "u2" }]) {
    const after = run(joined, push("broadcast", { type: "broadcast", event: "typing.start", payload: {}, meta }));
    assert.deepEqual(kinds(after.actions), ["deliver"]);
    assert.deepEqual(after.connection.rooms.get(topic)?.cursor, cursor);
  }
});
