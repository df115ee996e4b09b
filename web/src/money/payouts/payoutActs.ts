import type { Payout, PayoutState } from "../../api/payouts.ts";

export type PayoutAct = "approve" | "pay" | "void";

const possible: Readonly<Record<PayoutState, readonly PayoutAct[]>> = {
  pending: ["approve", "void"],
  approved: ["pay", "void"],
  paid: [],
  void: [],
};

/** What can be done with a payout as it is. */
export function actsOf({ state }: Pick<Payout, "state">): readonly PayoutAct[] {
  return possible[state];
}

export type SecondReason = "own" | "created" | "approved" | "other";

type Hands = Pick<Payout, "personId" | "approvedById" | "createdById">;

/** Why a workspace in which two people are needed wants someone else for this step; null where this person will do. */
export function secondReason(payout: Hands, act: PayoutAct, personId: string): Exclude<SecondReason, "other"> | null {
  if (act === "approve" && payout.personId === personId) return "own";
  if (act === "approve" && payout.createdById === personId) return "created";
  if (act === "pay" && payout.approvedById === personId) return "approved";
  return null;
}
