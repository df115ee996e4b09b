import * as assert from "node:assert/strict";
import type { Message, MessageWindow } from "../api/chat.ts";
import { message } from "../testing/chatSamples.ts";
import {
  type Conversation,
  conversationReducer,
  lastSeq,
  linesOf,
  timeline,
  unknownConversation,
} from "./conversation.ts";

const window = (items: readonly Message[], changes: Partial<MessageWindow> = {}): MessageWindow => ({
  items,
  hasBefore: true,
  hasAfter: false,
  readSeq: 4,
  cursor: { epoch: "e", seq: 1 },
  ...changes,
});

const known = conversationReducer(unknownConversation, {
  kind: "loaded",
  window: window([message(4), message(5)]),
  where: "anew",
});
const heard = (state: Conversation, one: Message) =>
  conversationReducer(state, { kind: "message", message: one, viewerId: "me" });
const seqs = (state: Conversation) => [...state.messages.keys()].toSorted((one, other) => one - other);

Deno.test("an older version of a message changes nothing", () => {
  const newer = heard(known, message(5, { version: 3, text: "New" }));
  assert.equal(heard(newer, message(5, { version: 2, text: "Old" })), newer);
});

Deno.test("a message that would leave a gap is not shown, but known to be there", () => {
  const gap = heard(known, message(8));
  assert.deepEqual([seqs(gap), gap.hasAfter], [[4, 5], true]);
  assert.equal(heard(gap, message(9)), gap);
});

Deno.test("a gap after the newest is to be fetched until nothing is left of it, one after older ones is not", () => {
  const behind = heard(known, message(8));
  const after = (items: readonly Message[], hasAfter: boolean) =>
    conversationReducer(behind, { kind: "loaded", window: window(items, { hasAfter }), where: "after" });
  const reading = { ...known, hasAfter: true };
  assert.deepEqual(
    [behind, after([message(6)], true), after([message(6), message(7), message(8)], false), heard(reading, message(8))]
      .map(({ isBehind }) => isBehind),
    [true, true, false, false],
  );
});

const asked = (state: Conversation) => conversationReducer(state, { kind: "asked" });
const loaded = (state: Conversation, items: readonly Message[], where: "anew" | "after") =>
  conversationReducer(state, { kind: "loaded", window: window(items), where });

Deno.test("a message that comes while the first ones are on their way is not lost", () => {
  const state = loaded(heard(asked(unknownConversation), message(6)), [message(4), message(5)], "anew");
  assert.deepEqual([seqs(state), state.heard], [[4, 5, 6], null]);
});

Deno.test("what comes while messages are fetched anew or further on stays, in its newest version", () => {
  const newer = heard(heard(asked(known), message(6)), message(5, { version: 2, text: "New" }));
  const anew = loaded(newer, [message(4), message(5)], "anew");
  assert.deepEqual([seqs(anew), anew.messages.get(5)?.text], [[4, 5, 6], "New"]);
  const on = loaded(heard(asked({ ...known, hasAfter: true }), message(7)), [message(6)], "after");
  assert.deepEqual([seqs(on), on.hasAfter], [[4, 5, 6, 7], false]);
});

Deno.test("nothing is kept for an answer that does not come", () => {
  const failed = conversationReducer(heard(asked(unknownConversation), message(6)), { kind: "failed" });
  assert.equal(heard(failed, message(7)).heard, null);
});

Deno.test("the next message follows", () => assert.equal(lastSeq(heard(known, message(6))), 6));

Deno.test("an answer that is older than an event does not undo it", () => {
  const newer = heard(known, message(5, { version: 2, text: "New" }));
  const again = conversationReducer(newer, { kind: "loaded", window: window([message(5)]), where: "anew" });
  assert.equal(again.messages.get(5)?.text, "New");
});

Deno.test("the line of the new ones stays where it was when the messages are fetched again", () => {
  const again = conversationReducer(known, { kind: "loaded", window: window([], { readSeq: 5 }), where: "anew" });
  assert.equal(again.readSeq, 4);
});

Deno.test("older ones are put before, and only they say whether there are more", () => {
  const more = conversationReducer(known, {
    kind: "loaded",
    window: window([message(3)], { hasBefore: false, hasAfter: true }),
    where: "before",
  });
  assert.deepEqual([seqs(more), more.hasBefore, more.hasAfter], [[3, 4, 5], false, false]);
});

Deno.test("events leave out what is one’s own and links, which are kept", () => {
  const file = { id: "f", name: "a.png", size: 1, contentType: "image/png", url: "/signed" };
  const full = heard(
    known,
    message(6, { attachments: [file], reactions: [{ emoji: "👍", count: 1, mine: true, people: ["me"] }] }),
  );
  const event = message(6, {
    version: 2,
    attachments: [{ ...file, url: null }],
    reactions: [{ emoji: "👍", count: 2, mine: null, people: ["me", "ada"] }, {
      emoji: "🎉",
      count: 1,
      mine: null,
      people: ["ada"],
    }],
  });
  const after = heard(full, event).messages.get(6);
  assert.equal(after?.attachments[0]?.url, "/signed");
  assert.deepEqual(after?.reactions.map(({ mine }) => mine), [true, false]);
});

Deno.test("answers are not in the channel’s own line", () => {
  const state = heard(known, message(6, { parentId: "m4" }));
  assert.deepEqual(timeline(state).map(({ seq }) => seq), [4, 5]);
});

Deno.test("days, the new ones and who speaks on are marked", () => {
  const lines = linesOf(
    [
      message(4),
      message(5, { createdAt: "2026-01-01T10:04:00.000Z" }),
      message(6, { createdAt: "2026-01-01T10:05:00.000Z", authorId: "bo", authorName: "Bo" }),
      message(7, { createdAt: "2026-01-03T10:05:00.000Z", authorId: "bo", authorName: "Bo" }),
    ],
    5,
    "me",
  );
  assert.deepEqual(
    lines.map((line) => line.kind === "message" ? `${line.message.seq}${line.isFollowUp ? "+" : ""}` : line.kind),
    ["day", "4", "5+", "new", "6", "day", "7"],
  );
});

Deno.test("what one said oneself is not new", () => {
  const lines = linesOf([message(5), message(6, { authorId: "me" })], 5, "me");
  assert.deepEqual(lines.some(({ kind }) => kind === "new"), false);
});
