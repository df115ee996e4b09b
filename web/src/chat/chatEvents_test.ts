import * as assert from "node:assert/strict";
import { chatEventOf } from "./chatEvents.ts";
import { message } from "../testing/chatSamples.ts";

const event = (type: string, payload: unknown) =>
  chatEventOf({ event: type, payload: { type, payload }, cursor: null });

Deno.test("what is incomplete or about something else says nothing", () => {
  assert.equal(event("lead.updated", { leadId: "l" }), null);
  assert.equal(event("chat.message.new", { channelId: "c" }), null);
  assert.equal(event("chat.read", { channelId: "c", upTo: null }), null);
  assert.equal(event("channel.updated", { channelId: "c", channel: null }), null);
  assert.equal(chatEventOf({ event: "x", payload: null, cursor: null }), null);
});

Deno.test("a message comes whole, or by its id where it is too long", () => {
  const whole = message(3);
  assert.deepEqual(event("chat.message.new", { channelId: "c", messageId: "m3", message: whole }), {
    kind: "message",
    isNew: true,
    channelId: "c",
    messageId: "m3",
    message: whole,
  });
  assert.deepEqual(event("chat.message.updated", { channelId: "c", messageId: "m3", message: null }), {
    kind: "message",
    isNew: false,
    channelId: "c",
    messageId: "m3",
    message: null,
  });
});
