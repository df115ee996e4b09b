import type { Message, MessageWindow } from "../api/chat.ts";

/** What is known of a channel's messages: a stretch of them without a gap. */
export interface Conversation {
  /** By their numbers, answers in threads among them. */
  readonly messages: ReadonlyMap<number, Message>;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  /** False until the first answer. */
  readonly isLoaded: boolean;
  /** Up to where it was read when it was opened: the line of the new ones stays there. */
  readonly readSeq: number;
  /** The newest were shown and one came that does not follow them: what lies between is to be fetched. */
  readonly isBehind: boolean;
  /**
   * What came while an answer is on its way. It may be newer than the answer, and an answer that begins anew knows
   * nothing of it, so it is told again after that. Null while none is on its way.
   */
  readonly heard: readonly Heard[] | null;
}

/**
 * A message as an event or an answer has it, or as it will be when the node has done what was asked; who looks on tells
 * one's own reactions from others'.
 */
interface Heard {
  readonly message: Message;
  readonly viewerId: string;
}

export const unknownConversation: Conversation = {
  messages: new Map(),
  hasBefore: false,
  hasAfter: false,
  isLoaded: false,
  readSeq: 0,
  isBehind: false,
  heard: null,
};

export type ConversationInput =
  /** Messages were asked for; what was heard before is in the answer. */
  | { readonly kind: "asked" }
  | { readonly kind: "failed" }
  | { readonly kind: "loaded"; readonly window: MessageWindow; readonly where: "anew" | "before" | "after" }
  | { readonly kind: "message" } & Heard
  /** The line of the new ones is set where the reader marked it. */
  | { readonly kind: "marked"; readonly readSeq: number };

export function conversationReducer(known: Conversation, input: ConversationInput): Conversation {
  switch (input.kind) {
    case "asked":
      return { ...known, heard: [] };
    case "failed":
      return { ...known, heard: null };
    case "loaded":
      return (known.heard ?? []).reduce(withMessage, loaded(known, input.window, input.where));
    case "message": {
      const { message, viewerId } = input;
      const after = withMessage(known, input);
      return known.heard === null ? after : { ...after, heard: [...known.heard, { message, viewerId }] };
    }
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
  const all = { ...known, messages, heard: null };
  switch (where) {
    case "anew":
      return {
        ...all,
        hasBefore: window.hasBefore,
        hasAfter: window.hasAfter,
        isBehind: false,
        readSeq: known.isLoaded ? known.readSeq : window.readSeq ?? 0,
        isLoaded: true,
      };
    case "before":
      return { ...all, hasBefore: window.hasBefore };
    case "after":
      return { ...all, hasAfter: window.hasAfter, isBehind: known.isBehind && window.hasAfter };
  }
}

function withMessage(known: Conversation, { message, viewerId }: Heard): Conversation {
  if (!known.isLoaded) return known;
  const before = known.messages.get(message.seq);
  if (before === undefined) {
    const last = lastSeq(known);
    // One that does not follow what is known would leave a gap.
    if (message.seq <= last || known.hasAfter) return known;
    if (message.seq > last + 1) return { ...known, hasAfter: true, isBehind: true };
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
