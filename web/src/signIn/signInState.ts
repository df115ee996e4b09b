import type { ApiFailure } from "../api/ApiFailure.ts";
import { waitingEnds } from "./countdown.ts";

/** How long the node lets pass between two codes to one address, unless it says otherwise. */
export const RESEND_AFTER_SECONDS = 60;
/** A code that was asked for longer ago than this is void: a page that comes back asks for the address again. */
export const CODE_LIFE_MS = 600_000;

/** Where somebody is on the way in. `signInReducer` is its only way to change. */
export interface SignInState {
  readonly step: "address" | "code";
  readonly email: string;
  readonly code: string;
  /** What is under way. */
  readonly busy: "sending" | "verifying" | null;
  /** When the code was asked for. */
  readonly askedAtMs: number;
  /** Before that no other code may be asked for. */
  readonly resendAtMs: number;
  readonly failure: ApiFailure | null;
  /** What to say of the last code: that it is another, or that the one before still counts. */
  readonly notice: "resent" | "tooSoon" | null;
}

export type SignInEvent =
  | { readonly kind: "emailTyped"; readonly email: string }
  | { readonly kind: "codeTyped"; readonly code: string }
  | { readonly kind: "sending" }
  | { readonly kind: "sent"; readonly nowMs: number }
  | { readonly kind: "verifying" }
  | { readonly kind: "failed"; readonly failure: ApiFailure; readonly nowMs: number }
  | { readonly kind: "startedOver" };

export function startOfSignIn(pending: PendingCode | null): SignInState {
  return {
    step: pending === null ? "address" : "code",
    email: pending?.email ?? "",
    code: "",
    busy: null,
    askedAtMs: pending?.askedAtMs ?? 0,
    resendAtMs: pending?.resendAtMs ?? 0,
    failure: null,
    notice: null,
  };
}

export function signInReducer(state: SignInState, event: SignInEvent): SignInState {
  switch (event.kind) {
    case "emailTyped":
      return { ...state, email: event.email };
    case "codeTyped":
      return { ...state, code: event.code, failure: event.code === "" ? state.failure : null };
    case "sending":
    case "verifying":
      return { ...state, busy: event.kind, failure: null, notice: null };
    case "sent":
      return {
        ...state,
        step: "code",
        code: "",
        busy: null,
        askedAtMs: event.nowMs,
        resendAtMs: waitingEnds(event.nowMs, null, RESEND_AFTER_SECONDS),
        notice: state.step === "code" ? "resent" : null,
      };
    case "failed":
      return failed(state, event.failure, event.nowMs);
    case "startedOver":
      return { ...startOfSignIn(null), email: state.email };
  }
}

function failed(state: SignInState, failure: ApiFailure, nowMs: number): SignInState {
  const stopped = { ...state, busy: null };
  // Too many codes, so there is one: it may be entered.
  if (state.busy === "sending" && failure.code === "rate_limited") {
    const resendAtMs = waitingEnds(nowMs, failure.retryAfterSeconds, RESEND_AFTER_SECONDS);
    return { ...stopped, step: "code", askedAtMs: nowMs, resendAtMs, notice: "tooSoon" };
  }
  // A wrong code is typed again from the start; one that never arrived may be sent as it is.
  const isWrong = failure.code === "code_invalid";
  return { ...stopped, code: isWrong ? "" : state.code, failure };
}

/** A code that was asked for, as far as this tab must know of it after a reload. */
export interface PendingCode {
  readonly email: string;
  readonly askedAtMs: number;
  readonly resendAtMs: number;
}

/** What was kept of a code, if that code can still be good. */
export function parsePending(text: string | null, nowMs: number): PendingCode | null {
  if (text === null) return null;
  try {
    const { email, askedAtMs, resendAtMs } = JSON.parse(text) as Partial<Record<keyof PendingCode, unknown>>;
    if (typeof email !== "string" || typeof askedAtMs !== "number" || typeof resendAtMs !== "number") return null;
    return nowMs - askedAtMs < CODE_LIFE_MS ? { email, askedAtMs, resendAtMs } : null;
  } catch {
    return null;
  }
}
