import type { ApiFailure } from "../api/ApiFailure.ts";
import type { Session } from "../api/Session.ts";
import type { Grant } from "./Grant.ts";

/** How long after a renewal that failed for want of a node the next is tried, while the token is still good. */
export const RETRY_MS = 15_000;

/** What one tab tells the others. */
export type News = { readonly kind: "grant"; readonly grant: Grant } | { readonly kind: "left" };

/** This tab's access to the node. `step` is its only way to change. */
export interface Access {
  readonly grant: Grant | null;
  /** That nobody is signed in, as far as the node has said so. */
  readonly end: { readonly setupNeeded: boolean } | null;
  /** Why the last renewal did not come about. */
  readonly failure: ApiFailure | null;
  /** `queued`: waits for its turn among the tabs. `asking`: it is its turn, and the node has been asked. */
  readonly phase: "idle" | "queued" | "asking";
  /** The token that the renewal under way is to replace. */
  readonly replaces: string | null;
}

export const noAccess: Access = { grant: null, end: null, failure: null, phase: "idle", replaces: null };

export type Input =
  /** Somebody needs a token, other than `rejected`. */
  | { readonly kind: "wanted"; readonly rejected: string | null; readonly nowMs: number }
  /** Ask the node, whatever was known before. */
  | { readonly kind: "checked" }
  /** The timer fired, or the machine woke up. */
  | { readonly kind: "due"; readonly nowMs: number }
  /** It is this tab's turn; no other renews meanwhile. */
  | { readonly kind: "turn" }
  | { readonly kind: "granted"; readonly grant: Grant }
  | { readonly kind: "refused"; readonly setupNeeded: boolean }
  | { readonly kind: "failed"; readonly failure: ApiFailure; readonly nowMs: number }
  /** Signed in, or switched to another workspace, in this tab. */
  | { readonly kind: "entered"; readonly grant: Grant }
  | { readonly kind: "amended"; readonly session: Session }
  | { readonly kind: "left" }
  | { readonly kind: "heard"; readonly news: News };

export type Action =
  /** Wait for the turn, then say `turn`. */
  | { readonly kind: "queue" }
  | { readonly kind: "ask" }
  | { readonly kind: "tell"; readonly news: News }
  /** Say `due` then; replaces the timer before. */
  | { readonly kind: "timer"; readonly atMs: number }
  | { readonly kind: "stopTimer" }
  /** Answer everybody who wants a token. */
  | { readonly kind: "settle" };

export interface Step {
  readonly access: Access;
  readonly actions: readonly Action[];
}

/** What happens on an input. Pure. */
export function step(access: Access, input: Input): Step {
  switch (input.kind) {
    case "wanted":
      return wanted(access, input.rejected, input.nowMs);
    case "checked":
      return queue({ ...access, end: null, failure: null }, access.grant?.token ?? null);
    case "due":
      return due(access, input.nowMs);
    case "turn":
      // Another tab may have been quicker.
      return access.phase === "queued"
        ? { access: { ...access, phase: "asking" }, actions: [{ kind: "ask" }] }
        : stay(access);
    case "granted":
    case "entered":
      return hold(input.grant, [{ kind: "tell", news: { kind: "grant", grant: input.grant } }]);
    case "refused":
      return end(input.setupNeeded, [{ kind: "tell", news: { kind: "left" } }]);
    case "left":
      return end(false, [{ kind: "tell", news: { kind: "left" } }]);
    case "failed":
      return failed(access, input.failure, input.nowMs);
    case "amended":
      return amended(access, input.session);
    case "heard":
      return heard(access, input.news);
  }
}

/** True when the token may be sent; the node has the last word. */
export function isUsable(grant: Grant | null, rejected: string | null, nowMs: number): boolean {
  return grant !== null && grant.token !== rejected && nowMs < grant.expiresAtMs;
}

function stay(access: Access): Step {
  return { access, actions: [] };
}

function queue(access: Access, replaces: string | null): Step {
  if (access.phase !== "idle") return stay(access);
  return { access: { ...access, phase: "queued", replaces }, actions: [{ kind: "queue" }] };
}

function wanted(access: Access, rejected: string | null, nowMs: number): Step {
  if (isUsable(access.grant, rejected, nowMs) || access.end !== null) {
    return { access, actions: [{ kind: "settle" }] };
  }
  return queue(access, access.grant?.token ?? rejected);
}

function due(access: Access, nowMs: number): Step {
  const { grant } = access;
  if (grant === null) return stay(access);
  if (nowMs < grant.renewAtMs) return { access, actions: [{ kind: "timer", atMs: grant.renewAtMs }] };
  return queue(access, grant.token);
}

function hold(grant: Grant, before: readonly Action[]): Step {
  return {
    access: { ...noAccess, grant },
    actions: [...before, { kind: "timer", atMs: grant.renewAtMs }, { kind: "settle" }],
  };
}

function end(setupNeeded: boolean, before: readonly Action[]): Step {
  return {
    access: { ...noAccess, end: { setupNeeded } },
    actions: [...before, { kind: "stopTimer" }, { kind: "settle" }],
  };
}

/** A node that cannot be reached ends no session: the token stays, as long as it is good. */
function failed(access: Access, failure: ApiFailure, nowMs: number): Step {
  const retry: readonly Action[] = access.grant === null ? [] : [{ kind: "timer", atMs: nowMs + RETRY_MS }];
  return {
    access: { ...access, phase: "idle", replaces: null, failure },
    actions: [...retry, { kind: "settle" }],
  };
}

function amended(access: Access, session: Session): Step {
  if (access.grant === null) return stay(access);
  const grant = { ...access.grant, session };
  return { access: { ...access, grant }, actions: [{ kind: "tell", news: { kind: "grant", grant } }] };
}

function heard(access: Access, news: News): Step {
  if (news.kind === "left") return access.end === null ? end(false, []) : stay(access);
  const { grant } = news;
  // What was asked for is here, unless it is the very token that is to be replaced (an amended session comes with it);
  // a question on its way to the node is waited for.
  const isAnswer = access.phase === "queued" && grant.token !== access.replaces;
  if (access.phase === "idle" || isAnswer) return hold(grant, []);
  return { access: { ...access, grant, end: null }, actions: [] };
}
