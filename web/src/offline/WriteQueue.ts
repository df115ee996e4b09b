import type { ApiFailure } from "../api/ApiFailure.ts";
import { isRecord } from "../api/isRecord.ts";
import { type Current, meet, type Write, type WriteDraft } from "./Write.ts";

/** As many are kept; who writes more without a network is told. */
export const WRITES_MAX = 100;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

export interface QueueSurroundings {
  readonly send: (write: WriteDraft) => Promise<unknown>;
  readonly load: () => string | null;
  readonly store: (text: string | null) => void;
  /** Calls back later; returns what stops that. */
  readonly later: (work: () => void, delayMs: number) => () => void;
  readonly failureOf: (error: unknown) => ApiFailure;
  readonly newKey: () => string;
  readonly now: () => Date;
}

/** Whoever still shows what a kept write is about. */
export interface Follower {
  readonly onDone: (answer: unknown) => void;
  /** True when it tells people itself; the write is forgotten then. */
  readonly onRefused: (failure: ApiFailure) => boolean;
}

/** The answer of the node, or that the write is kept until there can be one. */
export type Outcome<Answer> = { readonly isKept: false; readonly answer: Answer } | { readonly isKept: true };

/**
 * Writes go to the node at once; where it cannot be reached they are kept, in their order, and sent when it can, each
 * under its key until the node has it. What was not sent outlives the page. Nothing is overwritten that changed meanwhile:
 * what others did to the same fields is a conflict, for people to decide.
 */
export class WriteQueue {
  private writes: readonly Write[];
  private readonly observers = new Set<() => void>();
  private readonly followers = new Map<string, Follower>();
  /** The ids of all that were ever here: what of them is kept is for this tab to say. */
  private readonly own = new Set<string>();
  private isSending = false;
  private retryMs = FIRST_RETRY_MS;
  private stopRetry: () => void = () => {};

  constructor(private readonly around: QueueSurroundings) {
    this.writes = parse(around.load());
    for (const { id } of this.writes) this.own.add(id);
  }

  /** In the order of their writing; the same list until it changes. */
  readonly current = (): readonly Write[] => this.writes;

  readonly observe = (observer: () => void): () => void => {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  };

  /** Throws what the node refuses. What comes after something that waits, waits as well. */
  async perform<Answer>(draft: WriteDraft, follower?: Follower): Promise<Outcome<Answer>> {
    const isFull = this.writes.length >= WRITES_MAX;
    if (isFull || !this.writes.some(isWaiting)) {
      try {
        return { isKept: false, answer: await this.around.send(draft) as Answer };
      } catch (error) {
        const failure = this.around.failureOf(error);
        if (isFull || !isUnreachable(failure)) throw error;
      }
    }
    const write: Write = {
      ...draft,
      id: this.around.newKey(),
      writtenAt: this.around.now().toISOString(),
      state: "waiting",
      failure: null,
      current: null,
    };
    if (follower !== undefined) this.followers.set(write.id, follower);
    this.set([...this.writes, write]);
    this.retryLater();
    return { isKept: true };
  }

  /** Sends what waits, at once: the network is back, or someone asked. */
  readonly wake = (): void => {
    this.retryMs = FIRST_RETRY_MS;
    void this.flush();
  };

  /** Sends a refused write once more, or one's own value over what others wrote. */
  insist(id: string): void {
    this.set(this.writes.map((write) => {
      if (write.id !== id) return write;
      const version = write.current?.version ?? write.version;
      return { ...write, version, key: this.around.newKey(), state: "waiting", failure: null, current: null };
    }));
    this.wake();
  }

  discard(id: string): void {
    this.followers.delete(id);
    this.set(this.writes.filter((write) => write.id !== id));
  }

  private async flush(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    this.stopRetry();
    try {
      for (let next = this.next(); next !== undefined; next = this.next()) {
        this.change(next.id, { state: "sending" });
        try {
          // oxlint-disable-next-line no-await-in-loop -- in the order of their writing
          const answer = await this.around.send(next);
          this.retryMs = FIRST_RETRY_MS;
          this.finish(next.id, answer);
        } catch (error) {
          const failure = this.around.failureOf(error);
          if (failure.isUncertain || failure.status === 429 || failure.status === 401) {
            this.change(next.id, { state: "waiting", failure });
            return this.retryLater();
          }
          this.refused(next, failure);
        }
      }
    } finally {
      this.isSending = false;
    }
  }

  private refused(write: Write, failure: ApiFailure): void {
    const current = currentOf(failure);
    if (current !== null) {
      const meeting = meet(write, current);
      if (meeting === "done") return this.finish(write.id, current);
      if (meeting === "again") {
        return this.change(write.id, { state: "waiting", version: current.version, key: this.around.newKey() });
      }
    }
    const follower = this.followers.get(write.id);
    this.followers.delete(write.id);
    if (follower?.onRefused(failure) === true) this.discard(write.id);
    else this.change(write.id, { state: current === null ? "refused" : "conflict", failure, current });
  }

  private finish(id: string, answer: unknown): void {
    const follower = this.followers.get(id);
    this.discard(id);
    follower?.onDone(answer);
  }

  private retryLater(): void {
    this.stopRetry();
    this.stopRetry = this.around.later(() => void this.flush(), this.retryMs);
    this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
  }

  private next(): Write | undefined {
    return this.writes.find(isWaiting);
  }

  private change(id: string, change: Partial<Write>): void {
    this.set(this.writes.map((write) => write.id === id ? { ...write, ...change } : write));
  }

  private set(writes: readonly Write[]): void {
    this.writes = writes;
    for (const { id } of writes) this.own.add(id);
    // Another tab keeps its writes in the same place.
    const others = parse(this.around.load()).filter(({ id }) => !this.own.has(id));
    const kept = [...others, ...writes].map(keptOf);
    this.around.store(kept.length === 0 ? null : JSON.stringify(kept));
    for (const observer of this.observers) observer();
  }
}

function isWaiting({ state }: Write): boolean {
  return state === "waiting" || state === "sending";
}

/** No answer at all came, and may be none will: an answer that could not be read is something else. */
export function isUnreachable({ code }: ApiFailure): boolean {
  return code === "node_unreachable" || code === "request_timeout";
}

function currentOf({ code, problem }: ApiFailure): Current | null {
  const { current } = problem;
  return code === "stale_version" && isRecord(current) && typeof current["version"] === "number"
    ? current as unknown as Current
    : null;
}

/** Failures do not outlive the page: what was in conflict is sent again, and meets it anew. */
function keptOf(write: Write): object {
  return { ...write, failure: undefined, current: undefined, state: write.state === "refused" ? "refused" : "waiting" };
}

function parse(text: string | null): readonly Write[] {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text ?? "[]");
  } catch {
    // Written by something else: nothing of ours.
  }
  return Array.isArray(kept)
    ? kept.filter(isKept).map((write) => Object.assign(write, { failure: null, current: null }))
    : [];
}

function isKept(value: unknown): value is Write {
  return isRecord(value) &&
    ["id", "kind", "about", "method", "path", "key", "writtenAt", "state"].every((name) =>
      typeof value[name] === "string"
    ) &&
    ["body", "before", "goal"].every((name) => isRecord(value[name])) &&
    (value["version"] === null || typeof value["version"] === "number");
}
