import * as assert from "node:assert/strict";
import type { Notification } from "../api/notifications.ts";
import { afterNews, inboxNewsOf } from "./inboxList.ts";

const at = (second: number) => `2030-01-01T00:00:0${second}.000Z`;

const note = (id: string, second: number, changes: Partial<Notification> = {}): Notification => ({
  id,
  kind: "ready",
  subject: { kind: "lead", id: "l", leadId: "l", title: "Acme" },
  actor: { kind: "node", id: null, name: null },
  count: 1,
  data: {},
  readAt: null,
  createdAt: at(0),
  updatedAt: at(second),
  ...changes,
});

const list = [note("c", 3), note("b", 2), note("a", 1)];
const ids = (items: readonly Notification[]) => items.map(({ id }) => id).join("");
const event = (type: string, payload: Record<string, unknown>) => ({ type, entityId: "i", entityVersion: 1, payload });
const read = { kind: "read", ids: [], upTo: null, readAt: at(9), isDeleted: false, unread: 0 } as const;

Deno.test("what is no news of an inbox is none", () => {
  assert.equal(inboxNewsOf(event("chat.read", { unread: 1 })), null);
  assert.equal(inboxNewsOf(event("notification.new", { notification: {} })), null);
  assert.equal(inboxNewsOf(event("notification.new", { unread: 2, notification: null })), null);
});

Deno.test("news of an inbox say how many are unread", () => {
  const news = inboxNewsOf(
    event("notification.read", { ids: ["a", 4], upTo: null, readAt: null, deleted: true, unread: 2 }),
  );
  assert.deepEqual(news, { kind: "read", ids: ["a"], upTo: null, readAt: null, isDeleted: true, unread: 2 });
});

Deno.test("what is new comes first, and what happens again comes up", () => {
  assert.equal(ids(afterNews(list, { kind: "new", notification: note("d", 4), unread: 4 })), "dcba");
  assert.equal(ids(afterNews(list, { kind: "new", notification: note("a", 5, { count: 2 }), unread: 3 })), "acb");
});

Deno.test("news that come late change nothing that is newer", () => {
  assert.equal(afterNews(list, { kind: "new", notification: note("c", 1), unread: 3 }), list);
  assert.equal(ids(afterNews(list, { kind: "new", notification: note("x", 0), unread: 4 })), "cbax");
});

Deno.test("what is read stays where it is, and so does what is unread again", () => {
  const after = afterNews(list, { ...read, ids: ["b"] });
  assert.deepEqual(after.map(({ readAt }) => readAt), [null, at(9), null]);
  assert.deepEqual(afterNews(after, { ...read, ids: ["b"], readAt: null }).map(({ readAt }) => readAt), [
    null,
    null,
    null,
  ]);
});

Deno.test("all up to one are those that happened no later", () => {
  const after = afterNews(list, { ...read, upTo: "b" });
  assert.deepEqual(after.map(({ readAt }) => readAt), [null, at(9), at(9)]);
});

Deno.test("what was taken out is gone", () => {
  assert.equal(ids(afterNews(list, { ...read, ids: ["b"], readAt: null, isDeleted: true })), "ca");
});
