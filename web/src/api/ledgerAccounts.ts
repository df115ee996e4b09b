import type { Money } from "../money/amounts/Money.ts";
import { exactRequest } from "./exactRequest.ts";
import { basedOn } from "./leadChanges.ts";

export const accountKinds = ["asset", "liability", "equity", "income", "expense"] as const;

export type AccountKind = typeof accountKinds[number];

export interface LedgerAccount {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly personId: string | null;
  /** The only currency that it takes; null for any. */
  readonly currency: string | null;
  readonly closedAt: string | null;
  /** Debits less credits, one sum a currency. */
  readonly balances: readonly Money[];
  readonly version: number;
}

export interface AccountDraft {
  readonly code: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly personId: string | null;
  readonly currency: string | null;
}

/** One line of an account: positive is a debit, negative a credit. */
export interface AccountEntry {
  readonly id: string;
  readonly transactionId: string;
  readonly number: number;
  readonly date: string;
  readonly description: string;
  readonly amount: Money;
  readonly memo: string | null;
}

export interface EntryPage {
  readonly items: readonly AccountEntry[];
  readonly next: string | null;
}

const base = "/api/v1/ledger/accounts";

function path(id: string, rest = ""): string {
  return `${base}/${encodeURIComponent(id)}${rest}`;
}

interface AccountPage {
  readonly items: readonly LedgerAccount[];
  readonly next?: string | null;
}

/** More accounts than this are a book that no form chooses from. */
const PAGES_MAX = 20;

export async function listAccounts(signal: AbortSignal): Promise<readonly LedgerAccount[]> {
  const query = new URLSearchParams({ limit: "200" });
  const all: LedgerAccount[] = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each page is asked for by the one before
    const { items, next } = await exactRequest<AccountPage>("GET", `${base}?${query}`, { signal });
    all.push(...items);
    if (next === null || next === undefined) break;
    query.set("cursor", next);
  }
  return all;
}

export function openAccount(id: string, signal: AbortSignal): Promise<LedgerAccount> {
  return exactRequest("GET", path(id), { signal });
}

export function createAccount(draft: AccountDraft, key: string): Promise<LedgerAccount> {
  return exactRequest("POST", base, { body: draft, headers: { "idempotency-key": key } });
}

export function changeAccount(
  { id, version }: LedgerAccount,
  change: { readonly name?: string; readonly closed?: boolean },
): Promise<LedgerAccount> {
  return exactRequest("PATCH", path(id), { body: change, headers: basedOn(version) });
}

export function balanceAt(
  id: string,
  day: string,
  signal: AbortSignal,
): Promise<{ readonly balances: readonly Money[]; readonly at: string }> {
  return exactRequest("GET", path(id, `/balance?${new URLSearchParams({ at: day })}`), { signal });
}

export function listEntries(
  id: string,
  filter: { readonly from: string; readonly to: string },
  cursor: string | null,
  signal: AbortSignal,
): Promise<EntryPage> {
  const query = new URLSearchParams({ limit: "50" });
  for (const name of ["from", "to"] as const) if (filter[name] !== "") query.set(name, filter[name]);
  if (cursor !== null) query.set("cursor", cursor);
  return exactRequest("GET", path(id, `/entries?${query}`), { signal });
}
