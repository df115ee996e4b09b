import * as assert from "node:assert/strict";
import { RealtimeSocket } from "./RealtimeSocket.ts";

/** Stands in for the browser's socket: notes what is sent, and says what the test has it say. */
class RecordingWebSocket extends EventTarget {
  static latest: RecordingWebSocket;
  readonly sent: unknown[] = [];

  constructor(readonly url: string) {
    super();
    RecordingWebSocket.latest = this;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {}

  open(): void {
    this.dispatchEvent(new Event("open"));
  }

  receive(...frame: unknown[]): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }
}

const topic = "realtime:room:lead:1";

/** A socket with one room, joined; closed for good after the test. */
function withRoom(test: (realtime: RealtimeSocket, wire: RecordingWebSocket) => void): void {
  const original = globalThis.WebSocket;
  Object.assign(globalThis, { WebSocket: RecordingWebSocket });
  try {
    const realtime = new RealtimeSocket("ws://node");
    const leave = realtime.join(topic, { cursor: { epoch: "e", seq: 1 }, presence: true });
    RecordingWebSocket.latest.open();
    test(realtime, RecordingWebSocket.latest);
    leave();
    realtime.closeIfUnused();
  } finally {
    Object.assign(globalThis, { WebSocket: original });
  }
}

const answer = (wire: RecordingWebSocket, recovered: boolean) =>
  wire.receive("1", "1", topic, "phx_reply", { status: "ok", response: { recovered } });

Deno.test("any number of listeners share one join, until each stops", () => {
  withRoom((realtime, wire) => {
    const heard: string[] = [];
    const stop = realtime.listen(topic, {
      onBroadcast: ({ event }) => heard.push(`first ${event}`),
      onGap: () => heard.push("first gap"),
    });
    realtime.listen(topic, { onBroadcast: ({ event }) => heard.push(`second ${event}`) });
    realtime.listen("realtime:room:lead:2", { onBroadcast: () => heard.push("elsewhere") });
    answer(wire, false);
    wire.receive(null, null, topic, "broadcast", { event: "a", payload: {} });
    stop();
    wire.receive(null, null, topic, "broadcast", { event: "b", payload: {} });
    assert.deepEqual(heard, ["first gap", "first a", "second a", "second b"]);
    assert.equal(wire.sent.filter((frame) => (frame as unknown[])[3] === "phx_join").length, 1);
  });
});

Deno.test("who is there can be asked, and observers hear when it changes", () => {
  withRoom((realtime, wire) => {
    answer(wire, true);
    assert.equal(realtime.presenceIn(topic), null);
    const seen: unknown[] = [];
    realtime.observe(() => seen.push(realtime.presenceIn(topic)?.size));
    wire.receive(null, null, topic, "presence_state", { u2: { metas: [{ phx_ref: "a", userId: "u2", name: "Bo" }] } });
    assert.deepEqual(seen, [1]);
    const known = realtime.presenceIn(topic);
    wire.receive(null, null, topic, "broadcast", { event: "a", payload: {} });
    assert.equal(realtime.presenceIn(topic), known);
  });
});

Deno.test("who wants a room that is joined shares the join, and it ends with the last", () => {
  withRoom((realtime, wire) => {
    const words = () => wire.sent.map((frame) => (frame as unknown[])[3]);
    const leave = realtime.join(topic, { cursor: null, presence: false });
    assert.deepEqual(words().filter((word) => word === "phx_join").length, 1);
    leave();
    leave();
    assert.deepEqual(words().filter((word) => word === "phx_leave"), []);
  });
});

Deno.test("who shares a room from an earlier place, or with presence, has it joined again for both", () => {
  withRoom((realtime, wire) => {
    answer(wire, true);
    wire.receive(null, null, topic, "broadcast", { event: "a", payload: {}, meta: { epoch: "e", seq: 9 } });
    const joins = () => wire.sent.filter((frame) => (frame as unknown[])[3] === "phx_join").length;
    realtime.join(topic, { cursor: { epoch: "e", seq: 9 }, presence: false })();
    assert.equal(joins(), 1);
    realtime.join(topic, { cursor: { epoch: "e", seq: 4 }, presence: false })();
    assert.equal(joins(), 2);
    assert.deepEqual((wire.sent.at(-1) as unknown[])[4], {
      config: {
        private: true,
        broadcast: { self: false, ack: false },
        presence: { enabled: true },
        cursor: { epoch: "e", seq: 4 },
      },
    });
  });
});
