import { ApiFailure } from "../api/ApiFailure.ts";
import type { Session } from "../api/Session.ts";
import { type Access, type Action, type Input, isUsable, type News, noAccess, step } from "./accessMachine.ts";
import type { Grant } from "./Grant.ts";
import type { Turns } from "./turns.ts";

/** No timer of a browser is longer than this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** What the keeper needs of the world. */
export interface Surroundings {
  readonly now: () => number;
  readonly turns: Turns;
  /** Tells the other tabs; `listen` hears what they tell. */
  readonly tell: (news: News) => void;
  readonly listen: (onNews: (news: News) => void) => void;
  /** Has the session's cookie exchanged for a token. */
  readonly refresh: () => Promise<Grant>;
  /** A request whose answer signs in, or is accepted and signs nobody in. */
  readonly enter: (method: string, path: string, body: unknown, token: string | null) => Promise<Grant | null>;
  readonly leave: (token: string | null) => Promise<void>;
}

interface Waiter {
  readonly rejected: string | null;
  readonly resolve: (token: string | null) => void;
  readonly reject: (failure: unknown) => void;
}

/** Carries out what the access machine decides. The token lives here, in memory, and nowhere else. */
export class AccessKeeper {
  private access: Access = noAccess;
  private timer: number | undefined;
  private waiters: Waiter[] = [];
  private readonly observers = new Set<() => void>();
  private isListening = false;

  constructor(private readonly around: Surroundings) {}

  /** What is known; the same object until it changes. */
  readonly current = (): Access => this.access;

  /** Calls `observer` after each change; returns what stops it. */
  readonly observe = (observer: () => void): () => void => {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  };

  /** Calls `act` once it is known who is signed in, or that the node cannot say: at once when it is known now. */
  whenKnown(act: (access: Access) => void): void {
    const look = (): boolean => {
      const { grant, end, failure } = this.access;
      if (grant === null && end === null && failure === null) return false;
      act(this.access);
      return true;
    };
    if (look()) return;
    const stop = this.observe(() => look() && stop());
  }

  /** A token other than `rejected`; null when nobody is signed in. Throws `ApiFailure` when the node cannot say. */
  token(rejected: string | null = null): Promise<string | null> {
    return new Promise((resolve, reject) => {
      this.waiters.push({ rejected, resolve, reject });
      this.feed({ kind: "wanted", rejected, nowMs: this.around.now() });
    });
  }

  /** Asks the node who is signed in, whatever it said before. */
  readonly check = (): void => this.feed({ kind: "checked" });

  /** After sleep or a lost network: renews at once if it is time. */
  readonly wake = (): void => this.feed({ kind: "due", nowMs: this.around.now() });

  /**
   * Signs in; false when the node took the request and signed nobody in. In turn with every renewal, whose late answer
   * would else put back the cookie of before.
   */
  enter(method: string, path: string, body: unknown): Promise<boolean> {
    return this.enterWith(null, method, path, body);
  }

  /** Goes on somewhere else, as the one who is signed in. */
  async moveOn(method: string, path: string, body: unknown): Promise<boolean> {
    return await this.enterWith(await this.token(), method, path, body);
  }

  /** Ends the session at the node, then here and in every other tab. */
  leave(): Promise<void> {
    return this.around.turns(async () => {
      try {
        await this.around.leave(this.access.grant?.token ?? null);
      } catch (error) {
        // Whoever is not signed in any more has left.
        if (!(error instanceof ApiFailure) || error.status !== 401) throw error;
      }
      this.feed({ kind: "left" });
    });
  }

  /** The same token, for a session of which something changed. */
  readonly amend = (session: Session): void => this.feed({ kind: "amended", session });

  private enterWith(token: string | null, method: string, path: string, body: unknown): Promise<boolean> {
    return this.around.turns(async () => {
      const grant = await this.around.enter(method, path, body, token);
      if (grant !== null) this.feed({ kind: "entered", grant });
      return grant !== null;
    });
  }

  private feed(input: Input): void {
    if (!this.isListening) {
      this.isListening = true;
      this.around.listen((news) => this.feed({ kind: "heard", news }));
    }
    const before = this.access;
    const { access, actions } = step(before, input);
    this.access = access;
    for (const action of actions) this.carryOut(action);
    if (access !== before) { for (const observer of this.observers) observer(); }
  }

  private carryOut(action: Action): void {
    switch (action.kind) {
      case "queue":
        void this.around.turns(() => this.takeTurn());
        return;
      case "ask":
        // Asked for by `takeTurn`, which must wait for it before it gives the turn on.
        return;
      case "tell":
        return this.around.tell(action.news);
      case "timer":
        clearTimeout(this.timer);
        this.timer = setTimeout(
          this.wake,
          Math.min(LONGEST_TIMER_MS, Math.max(0, action.atMs - this.around.now())),
        );
        return;
      case "stopTimer":
        return clearTimeout(this.timer);
      case "settle":
        return this.settle();
    }
  }

  private async takeTurn(): Promise<void> {
    this.feed({ kind: "turn" });
    if (this.access.phase !== "asking") return;
    try {
      this.feed({ kind: "granted", grant: await this.around.refresh() });
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : new ApiFailure({
        code: "page_defect",
        status: 0,
        traceId: "",
        detail: String(error),
      });
      if (failure.status === 401) this.feed({ kind: "refused", setupNeeded: failure.setupNeeded });
      else this.feed({ kind: "failed", failure, nowMs: this.around.now() });
    }
  }

  /** Answers everybody who waits for what is known; the others go on waiting as long as the node is being asked. */
  private settle(): void {
    const { grant, end, failure, phase } = this.access;
    const waiters = this.waiters;
    this.waiters = [];
    for (const waiter of waiters) {
      if (grant !== null && isUsable(grant, waiter.rejected, this.around.now())) waiter.resolve(grant.token);
      else if (end !== null) waiter.resolve(null);
      else if (phase !== "idle") this.waiters.push(waiter);
      else if (failure !== null) waiter.reject(failure);
      else waiter.resolve(null);
    }
  }
}
