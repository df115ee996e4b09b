import type { Message, MessageWindow } from "../api/chat.ts";

/** What is known of a channel's messages: a stretch of them without a gap. */
export interface Conversation {
  /** By their numbers, answers in threads among them. */
  readonly messages: ReadonlyMap<number, Message>;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** Null until the first answer. */
  readonly isLoaded: boolean;
  /** Up to where it was read when it was opened: the line of the new ones stays there. */
  readonly readSeq: number;
}

export const unknownConversation: Conversation = {
  messages: new Map(),
  hasBefore: false,
  hasAfter: false,
  isLoaded: false,
  readSeq: 0,
};

export type ConversationInput =
  | { readonly kind: "forgotten" }
  | { readonly kind: "loaded"; readonly window: MessageWindow; readonly where: "anew" | "before" | "after" }
  /**
   * As an event or an answer has it, or as it will be when the node has done what was asked; who looks on tells one's
   * own reactions from others'.
   */
  | { readonly kind: "message"; readonly message: Message; readonly viewerId: string }
  /** The line of the new ones is set where the reader marked it. */
  | { readonly kind: "marked"; readonly readSeq: number };

export function conversationReducer(known: Conversation, input: ConversationInput): Conversation {
  switch (input.kind) {
    case "forgotten":
      return unknownConversation;
    case "loaded":
      return loaded(known, input.window, input.where);
    case "message":
      return withMessage(known, input.message, input.viewerId);
    case "marked":
      return { ...known, readSeq: input.readSeq };
  }
}

function loaded(known: Conversation, window: MessageWindow, where: "anew" | "before" | "after"): Conversation {
  const messages = new Map(where === "anew" ? [] : known.messages);
  for (const message of window.items) {
    const before = known.messages.get(message.seq);
    // An event may have been faster than the answer.
    messages.set(message.seq, before !== undefined && before.version > message.version ? before : message);
  }
  const all = { ...known, messages };
  switch (where) {
    case "anew":
      return {
        ...all,
        hasBefore: window.hasBefore,
        hasAfter: window.hasAfter,
        readSeq: known.isLoaded ? known.readSeq : window.readSeq ?? 0,
        isLoaded: true,
      };
    case "before":
      return { ...all, hasBefore: window.hasBefore };
    case "after":
      return { ...all, hasAfter: window.hasAfter };
  }
}

function withMessage(known: Conversation, message: Message, viewerId: string): Conversation {
  if (!known.isLoaded) return known;
  const before = known.messages.get(message.seq);
  if (before === undefined) {
    const last = lastSeq(known);
    // One that does not follow what is known would leave a gap: whoever reads on asks for it.
    if (message.seq <= last || known.hasAfter) return known;
    if (message.seq > last + 1) return { ...known, hasAfter: true };
  } else if (before.version > message.version) return known;
  return {
    ...known,
    messages: new Map(known.messages).set(message.seq, completed(message, before, viewerId)),
  };
}

/** The message with what events leave out. */
function completed(message: Message, before: Message | undefined, viewerId: string): Message {
  return {
    ...message,
    attachments: message.attachments.map((one) => ({
      ...one,
      url: one.url ?? before?.attachments.find(({ id }) => id === one.id)?.url ?? null,
    })),
    reactions: message.reactions.map((reaction) => ({
      ...reaction,
      mine: reaction.mine ?? (reaction.people.includes(viewerId) ||
        (reaction.count > reaction.people.length &&
          before?.reactions.find(({ emoji }) => emoji === reaction.emoji)?.mine === true)),
    })),
  };
}

export function lastSeq({ messages }: Conversation): number {
  return Math.max(0, ...messages.keys());
}

export function firstSeq({ messages }: Conversation): number {
  return messages.size === 0 ? 0 : Math.min(...messages.keys());
}

/** The messages of the channel itself, in their order; answers stand in the threads. */
export function timeline({ messages }: Conversation): readonly Message[] {
  return [...messages.values()].filter(({ parentId }) => parentId === null).toSorted((one, other) =>
    one.seq - other.seq
  );
}

/** A line of the list: a new day, where the new ones begin, or a message. */
export type Line =
  | { readonly kind: "day"; readonly key: string; readonly iso: string }
  | { readonly kind: "new"; readonly key: string }
  | {
    readonly kind: "message";
    readonly key: string;
    readonly message: Message;
    /** Of the same author as the one above, shortly after: the head is not said again. */
    readonly isFollowUp: boolean;
  };

/** So long one stays the speaker. */
const FOLLOW_UP_MS = 5 * 60_000;

/** Messages with the lines between them. `viewerId`: what one said oneself is not new. */
export function linesOf(messages: readonly Message[], readSeq: number | null, viewerId: string): readonly Line[] {
  const lines: Line[] = [];
  let before: Message | null = null;
  let isNewMarked = false;
  for (const message of messages) {
    const day = dayOf(message.createdAt);
    const isNewDay = before === null || dayOf(before.createdAt) !== day;
    if (isNewDay) lines.push({ kind: "day", key: day, iso: message.createdAt });
    const isNew = readSeq !== null && message.seq > readSeq && message.authorId !== viewerId;
    const isMark = isNew && !isNewMarked && before !== null;
    if (isNew) isNewMarked = true;
    if (isMark) lines.push({ kind: "new", key: "new" });
    const isFollowUp = !isNewDay && !isMark && before !== null && before.deletedAt === null &&
      before.authorId === message.authorId && before.authorName === message.authorName &&
      Date.parse(message.createdAt) - Date.parse(before.createdAt) < FOLLOW_UP_MS;
    lines.push({ kind: "message", key: message.id, message, isFollowUp });
    before = message;
  }
  return lines;
}

/** The day in the reader's own time. */
function dayOf(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
