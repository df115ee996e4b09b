import type { Message } from "../api/chat.ts";

/** A message for tests; a higher number is newer. */
export function message(seq: number, changes: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    channelId: "c",
    seq,
    clientId: `k${seq}`,
    parentId: null,
    authorId: "ada",
    authorName: "Ada",
    authorKind: "person",
    text: `Text ${seq}`,
    html: `<p>Text ${seq}</p>`,
    mentions: [],
    attachments: [],
    reactions: [],
    replies: 0,
    lastReplyAt: null,
    editedAt: null,
    deletedAt: null,
    version: 1,
    createdAt: "2026-01-01T10:00:00.000Z",
    updatedAt: "2026-01-01T10:00:00.000Z",
    ...changes,
  };
}
