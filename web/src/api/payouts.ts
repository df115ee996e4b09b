import type { Money } from "../money/amounts/Money.ts";
import { exactRequest, wireMoney } from "./exactRequest.ts";
import { basedOn } from "./leadChanges.ts";

export const payoutStates = ["pending", "approved", "paid", "void"] as const;

export type PayoutState = typeof payoutStates[number];

/** What a person is to be paid; negative where something is taken back. */
export interface Payout {
  readonly id: string;
  readonly leadId: string | null;
  readonly leadCompany: string | null;
  readonly ruleId: string | null;
  readonly personId: string;
  readonly personName: string;
  readonly amount: Money;
  readonly state: PayoutState;
  readonly description: string | null;
  /** Why it is void. */
  readonly reason: string | null;
  /** The paid one that this one takes back. */
  readonly clawsBack: string | null;
  /** Null for one that a rule raised. */
  readonly createdById: string | null;
  readonly approvedById: string | null;
  readonly approvedAt: string | null;
  readonly paidById: string | null;
  readonly paidAt: string | null;
  readonly reference: string | null;
  /** The day of the books on which it was paid. */
  readonly paidOn: string | null;
  readonly voidedById: string | null;
  readonly voidedAt: string | null;
  /** The transactions of its steps, the first step first. */
  readonly transactions: readonly string[];
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface PayoutFilter {
  readonly state: PayoutState | null;
  readonly person: string;
  readonly project: string;
  /** One lead’s alone. */
  readonly lead?: string;
  /** Days. */
  readonly from: string;
  readonly to: string;
}

export interface StateTotal {
  readonly state: PayoutState;
  readonly sums: readonly Money[];
}

export interface PayoutPage {
  readonly items: readonly Payout[];
  readonly next: string | null;
  /** Under the same filter, whatever its state. */
  readonly totals: readonly StateTotal[];
}

export interface PayoutDraft {
  readonly personId: string;
  readonly amount: Money;
  readonly description: string;
  readonly leadId: string | null;
}

const base = "/api/v1/payouts";

function path(id: string, rest = ""): string {
  return `${base}/${encodeURIComponent(id)}${rest}`;
}

export function listPayouts(filter: PayoutFilter, cursor: string | null, signal: AbortSignal): Promise<PayoutPage> {
  const query = new URLSearchParams({ limit: "50" });
  for (const name of ["state", "person", "project", "lead", "from", "to"] as const) {
    const value = filter[name];
    if (value !== undefined && value !== null && value !== "") query.set(name, value);
  }
  if (cursor !== null) query.set("cursor", cursor);
  return exactRequest("GET", `${base}?${query}`, { signal });
}

export function openPayout(id: string, signal: AbortSignal): Promise<Payout> {
  return exactRequest("GET", path(id), { signal });
}

export function createPayout(draft: PayoutDraft, key: string): Promise<Payout> {
  return exactRequest("POST", base, {
    body: { ...draft, amount: wireMoney(draft.amount) },
    headers: { "idempotency-key": key },
  });
}

function step({ id, version }: Payout, rest: string, key: string, body: unknown = {}): Promise<Payout> {
  return exactRequest("POST", path(id, rest), { body, headers: { ...basedOn(version), "idempotency-key": key } });
}

export function approvePayout(payout: Payout, key: string): Promise<Payout> {
  return step(payout, "/approval", key);
}

/** `date` is the day of the bank's own books. */
export function payPayout(
  payout: Payout,
  paid: { reference: string | null; date: string },
  key: string,
): Promise<Payout> {
  return step(payout, "/payment", key, paid);
}

export function voidPayout(payout: Payout, reason: string, key: string): Promise<Payout> {
  return step(payout, "/void", key, { reason });
}
