import * as assert from "node:assert/strict";
import type { Notification } from "../api/notifications.ts";
import { detailOf, sentenceOf } from "./sentence.ts";
import { englishInbox } from "./words/english.ts";

const note = (changes: Partial<Notification>): Notification => ({
  id: "n",
  kind: "ready",
  subject: { kind: "lead", id: "l", leadId: "l", title: "Acme" },
  actor: { kind: "person", id: "p", name: "Ada" },
  count: 1,
  data: {},
  readAt: null,
  createdAt: "",
  updatedAt: "",
  ...changes,
});

Deno.test("a kind that this page does not know still says what it is about", () => {
  assert.equal(sentenceOf(note({ kind: "comet" as "ready" }), englishInbox), "Acme");
});

Deno.test("who is gone is somebody", () => {
  const sentence = sentenceOf(note({ kind: "mention", actor: { kind: "person", id: null, name: null } }), englishInbox);
  assert.equal(sentence, "Somebody mentioned you: Acme");
});

Deno.test("a payout says how far it is, an import how it ended, a member which way", () => {
  assert.equal(
    sentenceOf(note({ kind: "payout", data: { state: "paid" } }), englishInbox),
    "Your commission is paid: Acme",
  );
  assert.equal(sentenceOf(note({ kind: "payout" }), englishInbox), "A commission is yours: Acme");
  assert.equal(
    sentenceOf(note({ kind: "import", data: { state: "failed" } }), englishInbox),
    "The import of Acme has failed",
  );
  assert.equal(sentenceOf(note({ kind: "member", data: { left: true } }), englishInbox), "Acme has left the workspace");
});

Deno.test("only words are shown below", () => {
  assert.equal(detailOf(note({ data: { score: 4, excerpt: " ", reason: "No such site." } })), "No such site.");
  assert.equal(detailOf(note({ data: { score: 4 } })), null);
});
