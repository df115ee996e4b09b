import type { Money } from "../money/amounts/Money.ts";
import { exactRequest, wireMoney } from "./exactRequest.ts";
import { basedOn } from "./leadChanges.ts";
import { request } from "./request.ts";

/** Who gets a part: a person, or whoever owns the lead when it is won. */
export interface CommissionShare {
  readonly personId: string;
  /** Of ten thousand. */
  readonly share: number;
}

export interface CommissionRuleFields {
  readonly name: string;
  /** Null for every project. */
  readonly projectId: string | null;
  readonly kind: "percentage" | "fixed";
  /** Hundredths of a per cent of the lead's value; null for a fixed amount. */
  readonly rate: number | null;
  readonly amount: Money | null;
  readonly shares: readonly CommissionShare[];
  readonly enabled: boolean;
  /** Days; null for no end. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** What a won lead raises, and for whom. */
export interface CommissionRule extends CommissionRuleFields {
  readonly id: string;
  readonly version: number;
}

const base = "/api/v1/commissions/rules";

function path(id: string): string {
  return `${base}/${encodeURIComponent(id)}`;
}

function wire(fields: Partial<CommissionRuleFields>): unknown {
  const { amount } = fields;
  return amount === undefined ? fields : { ...fields, amount: amount === null ? null : wireMoney(amount) };
}

export async function listRules(signal: AbortSignal): Promise<readonly CommissionRule[]> {
  const { items } = await exactRequest<{ items: readonly CommissionRule[] }>("GET", `${base}?limit=200`, { signal });
  return items;
}

export function createRule(fields: CommissionRuleFields, key: string): Promise<CommissionRule> {
  return exactRequest("POST", base, { body: wire({ ...fields }), headers: { "idempotency-key": key } });
}

export function changeRule(
  { id, version }: CommissionRule,
  change: Partial<CommissionRuleFields>,
): Promise<CommissionRule> {
  return exactRequest("PATCH", path(id), { body: wire(change), headers: basedOn(version) });
}

/** What it has raised stays. */
export async function deleteRule({ id, version }: CommissionRule): Promise<void> {
  await request("DELETE", path(id), { headers: basedOn(version) });
}
