import type { ApiFailure } from "../api/ApiFailure.ts";
import { isRecord } from "../api/isRecord.ts";
import type { Message, MessageDraft } from "../api/chat.ts";

/** A message that the node does not have yet, as far as is known here. */
export interface Unsent extends MessageDraft {
  readonly channelId: string;
  readonly writtenAt: string;
  /** The names of its files. */
  readonly files: readonly string[];
  readonly state: "waiting" | "sending" | "refused";
  readonly failure: ApiFailure | null;
}

/** A message as the browser keeps it. */
type Kept = Omit<Unsent, "state" | "failure"> & { readonly isRefused: boolean };

/** As many are kept; who writes more without a network is told. */
export const OUTBOX_MAX = 100;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface OutboxSurroundings {
  readonly send: (channelId: string, draft: MessageDraft) => Promise<Message>;
  readonly load: () => string | null;
  readonly store: (text: string | null) => void;
  /** Calls back later; returns what stops that. */
  readonly later: (work: () => void, delayMs: number) => () => void;
  readonly failureOf: (error: unknown) => ApiFailure;
}

/**
 * Sends messages one after the other, in their order, until the node has each: the same client id makes sure that one
 * whose answer was lost is there once. What was not sent outlives the page.
 */
export class Outbox {
  private unsent: readonly Unsent[];
  private readonly observers = new Set<() => void>();
  private readonly sentObservers = new Set<(message: Message) => void>();
  /** The ids of all messages that were ever here: what of them is kept is for this tab to say. */
  private readonly own = new Set<string>();
  private isSending = false;
  private retryMs = FIRST_RETRY_MS;
  private stopRetry: () => void = () => {};

  constructor(private readonly around: OutboxSurroundings) {
    this.unsent = parse(around.load());
    for (const { clientId } of this.unsent) this.own.add(clientId);
  }

  /** In the order of their writing; the same list until it changes. */
  readonly current = (): readonly Unsent[] => this.unsent;

  readonly observe = (observer: () => void): () => void => {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  };

  /** Calls `observer` with each message that the node has taken; returns what stops that. */
  onSent(observer: (message: Message) => void): () => void {
    this.sentObservers.add(observer);
    return () => this.sentObservers.delete(observer);
  }

  /** False when too many are waiting. */
  add(message: Omit<Unsent, "state" | "failure" | "writtenAt">): boolean {
    if (this.unsent.length >= OUTBOX_MAX) return false;
    const writtenAt = new Date().toISOString();
    this.set([...this.unsent, { ...message, writtenAt, state: "waiting", failure: null }]);
    void this.flush();
    return true;
  }

  /** Sends what waits, at once: the network is back, or someone asked. */
  readonly wake = (): void => {
    this.retryMs = FIRST_RETRY_MS;
    void this.flush();
  };

  retry(clientId: string): void {
    this.set(this.unsent.map((one) => one.clientId === clientId ? { ...one, state: "waiting", failure: null } : one));
    this.wake();
  }

  discard(clientId: string): void {
    this.set(this.unsent.filter((one) => one.clientId !== clientId));
  }

  private async flush(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    this.stopRetry();
    try {
      for (let next = this.next(); next !== undefined; next = this.next()) {
        const { clientId, channelId, text, parentId, attachments } = next;
        this.mark(clientId, "sending", null);
        try {
          // oxlint-disable-next-line no-await-in-loop -- in the order of their writing
          const message = await this.around.send(channelId, { clientId, text, parentId, attachments });
          this.retryMs = FIRST_RETRY_MS;
          for (const observer of this.sentObservers) observer(message);
          this.discard(clientId);
        } catch (error) {
          const failure = this.around.failureOf(error);
          const isForNow = failure.isUncertain || failure.status === 429 || failure.status === 401;
          this.mark(clientId, isForNow ? "waiting" : "refused", failure);
          if (!isForNow) continue;
          this.stopRetry = this.around.later(() => void this.flush(), this.retryMs);
          this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
          return;
        }
      }
    } finally {
      this.isSending = false;
    }
  }

  private next(): Unsent | undefined {
    return this.unsent.find(({ state }) => state !== "refused");
  }

  private mark(clientId: string, state: Unsent["state"], failure: ApiFailure | null): void {
    this.set(this.unsent.map((one) => one.clientId === clientId ? { ...one, state, failure } : one));
  }

  private set(unsent: readonly Unsent[]): void {
    this.unsent = unsent;
    for (const { clientId } of unsent) this.own.add(clientId);
    // Another tab keeps its messages in the same place.
    const others = parse(this.around.load()).filter(({ clientId }) => !this.own.has(clientId));
    const kept = [...others, ...unsent].map(keptOf);
    this.around.store(kept.length === 0 ? null : JSON.stringify(kept));
    for (const observer of this.observers) observer();
  }
}

function keptOf({ clientId, channelId, text, parentId, attachments, files, writtenAt, state }: Unsent): Kept {
  const isRefused = state === "refused";
  return { clientId, channelId, text, parentId, attachments, files, writtenAt, isRefused };
}

function parse(text: string | null): readonly Unsent[] {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text ?? "[]");
  } catch {
    // Written by something else: nothing of ours.
  }
  if (!Array.isArray(kept)) return [];
  return kept.filter(isKept).map(
    ({ clientId, channelId, text, parentId, attachments, files, writtenAt, isRefused }) => {
      const state = isRefused ? "refused" : "waiting";
      return { clientId, channelId, text, parentId, attachments, files, writtenAt, state, failure: null };
    },
  );
}

function isKept(value: unknown): value is Kept {
  return isRecord(value) &&
    ["clientId", "channelId", "text", "writtenAt"].every((name) => typeof value[name] === "string") &&
    Array.isArray(value["attachments"]) && Array.isArray(value["files"]);
}
