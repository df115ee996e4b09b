import type { Money } from "../money/amounts/Money.ts";
import { exactRequest, wireMoney } from "./exactRequest.ts";

export interface LedgerEntry {
  readonly id: string;
  readonly accountId: string;
  readonly accountCode: string;
  /** Positive is a debit, negative a credit. */
  readonly amount: Money;
  readonly memo: string | null;
}

/** What was written once and stays: a mistake is reversed by another. */
export interface LedgerTransaction {
  readonly id: string;
  /** Counted from 1 without a gap. */
  readonly number: number;
  readonly date: string;
  readonly description: string;
  readonly reference: string | null;
  readonly entries: readonly LedgerEntry[];
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  readonly payoutId: string | null;
  readonly leadId: string | null;
  readonly hash: string;
  readonly previousHash: string | null;
  readonly postedById: string | null;
  readonly postedByName: string | null;
  readonly postedAt: string;
}

export interface TransactionFilter {
  readonly from: string;
  readonly to: string;
  readonly account: string;
  readonly q: string;
}

export interface TransactionPage {
  readonly items: readonly LedgerTransaction[];
  readonly next: string | null;
}

export interface TransactionDraft {
  readonly date: string;
  readonly description: string;
  readonly reference: string | null;
  readonly entries: readonly { readonly accountId: string; readonly amount: Money; readonly memo: string | null }[];
}

/** The last link of the chain. */
export interface LedgerHead {
  readonly number: number;
  readonly hash: string;
  readonly at: string | null;
}

export interface Verification {
  readonly ok: boolean;
  readonly transactions: number;
  readonly entries: number;
  readonly head: LedgerHead;
  /** The first thing that is not as it was written. */
  readonly fault: string | null;
}

const base = "/api/v1/ledger";

function path(id: string, rest = ""): string {
  return `${base}/transactions/${encodeURIComponent(id)}${rest}`;
}

export function listTransactions(
  filter: TransactionFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<TransactionPage> {
  const query = new URLSearchParams({ limit: "50" });
  for (const name of ["from", "to", "account", "q"] as const) if (filter[name] !== "") query.set(name, filter[name]);
  if (cursor !== null) query.set("cursor", cursor);
  return exactRequest("GET", `${base}/transactions?${query}`, { signal });
}

export function openTransaction(id: string, signal: AbortSignal): Promise<LedgerTransaction> {
  return exactRequest("GET", path(id), { signal });
}

/** Posted once, however often it is sent with the same key. */
export function postTransaction(draft: TransactionDraft, key: string): Promise<LedgerTransaction> {
  const entries = draft.entries.map((entry) => ({ ...entry, amount: wireMoney(entry.amount) }));
  return exactRequest("POST", `${base}/transactions`, {
    body: { ...draft, entries },
    headers: { "idempotency-key": key },
  });
}

export function reverseTransaction(
  id: string,
  reversal: { readonly date: string; readonly description: string },
  key: string,
): Promise<LedgerTransaction> {
  return exactRequest("POST", path(id, "/reversal"), { body: reversal, headers: { "idempotency-key": key } });
}

export function ledgerHead(signal: AbortSignal): Promise<LedgerHead> {
  return exactRequest("GET", `${base}/head`, { signal });
}

export function verifyLedger(key: string): Promise<Verification> {
  return exactRequest("POST", `${base}/verification`, { body: {}, headers: { "idempotency-key": key } });
}

export function ledgerExportPath(format: "jsonl" | "csv"): string {
  return `${base}/export?format=${format}`;
}
