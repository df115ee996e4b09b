import type { Session, SessionAnswer } from "../api/Session.ts";

/** A token with whom it speaks for, and how long it is good by this machine's clock. */
export interface Grant {
  readonly token: string;
  readonly session: Session;
  readonly expiresAtMs: number;
  /** When it should be renewed. */
  readonly renewAtMs: number;
}

/** A token is renewed this long before its end, so that none ends on its way to the node. */
const RENEW_BEFORE_MS = 60_000;
/** At most this share of a token's life is given away by renewing early. */
const RENEW_BEFORE_SHARE = 0.2;
/** Tabs differ by up to this much of the lead, so that seldom two start at once. */
const SPREAD = 0.5;
/** Whatever the clocks say, a token just given is good for a moment; anything less would renew without pause. */
const SHORTEST_LIFE_MS = 10_000;

/**
 * The grant in a node's answer. The node states the end by its own clock, `servedAtMs` is what that clock showed: so a
 * clock that is wrong on this machine does no harm. `random` is from 0 to 1.
 */
export function grantFrom(answer: SessionAnswer, servedAtMs: number | null, nowMs: number, random: number): Grant {
  const { accessToken, expiresAt, ...session } = answer;
  const lifeMs = Math.max(SHORTEST_LIFE_MS, Date.parse(expiresAt) - (servedAtMs ?? nowMs));
  const leadMs = Math.min(RENEW_BEFORE_MS, lifeMs * RENEW_BEFORE_SHARE) * (1 + SPREAD * random);
  return { token: accessToken, session, expiresAtMs: nowMs + lifeMs, renewAtMs: nowMs + lifeMs - leadMs };
}
