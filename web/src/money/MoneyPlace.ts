import { type PayoutFilter, payoutStates } from "../api/payouts.ts";
import type { TransactionFilter } from "../api/ledgerTransactions.ts";

/** A page about money. */
export type MoneyPlace =
  | { readonly view: "payouts"; readonly filter: PayoutFilter }
  | { readonly view: "payout"; readonly payoutId: string }
  | { readonly view: "statements"; readonly query: StatementQuery }
  | { readonly view: "rules" }
  | { readonly view: "accounts" }
  | { readonly view: "account"; readonly accountId: string }
  | { readonly view: "transactions"; readonly filter: TransactionFilter }
  | { readonly view: "transaction"; readonly transactionId: string }
  | { readonly view: "newTransaction" }
  | { readonly view: "unknown" };

/** Whose statement, over which days; empty is left to the page. */
export interface StatementQuery {
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

export const everyPayout: PayoutFilter = { state: null, person: "", project: "", from: "", to: "" };
export const everyTransaction: TransactionFilter = { from: "", to: "", account: "", q: "" };

export const rulesPath = "/payouts/rules";
export const accountsPath = "/ledger";
export const newTransactionPath = "/ledger/transactions/new";

export function payoutsPath(filter: Partial<PayoutFilter> = {}): string {
  return withQuery("/payouts", { ...filter });
}

export function payoutPath(id: string): string {
  return `/payouts/${encodeURIComponent(id)}`;
}

export function statementsPath(query: Partial<StatementQuery> = {}): string {
  return withQuery("/payouts/statements", { ...query });
}

export function accountPath(id: string): string {
  return `/ledger/accounts/${encodeURIComponent(id)}`;
}

export function transactionsPath(filter: Partial<TransactionFilter> = {}): string {
  return withQuery("/ledger/transactions", { ...filter });
}

export function transactionPath(id: string): string {
  return `/ledger/transactions/${encodeURIComponent(id)}`;
}

/** The page about money that an address names. */
export function moneyPlaceOf(pathname: string, search: string): MoneyPlace {
  const path = pathname.replace(/\/+$/, "");
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name)?.trim() ?? "";
  switch (path) {
    case "/payouts":
      return {
        view: "payouts",
        filter: {
          state: payoutStates.find((known) => known === query.get("state")) ?? null,
          person: text("person"),
          project: text("project"),
          from: dayOf(text("from")),
          to: dayOf(text("to")),
        },
      };
    case "/payouts/statements":
      return {
        view: "statements",
        query: { person: text("person"), from: dayOf(text("from")), to: dayOf(text("to")) },
      };
    case rulesPath:
      return { view: "rules" };
    case accountsPath:
      return { view: "accounts" };
    case "/ledger/transactions":
      return {
        view: "transactions",
        filter: { from: dayOf(text("from")), to: dayOf(text("to")), account: text("account"), q: text("q") },
      };
    case newTransactionPath:
      return { view: "newTransaction" };
  }
  const payoutId = /^\/payouts\/([\w-]+)$/.exec(path)?.[1];
  if (payoutId !== undefined) return { view: "payout", payoutId };
  const accountId = /^\/ledger\/accounts\/([\w-]+)$/.exec(path)?.[1];
  if (accountId !== undefined) return { view: "account", accountId };
  const transactionId = /^\/ledger\/transactions\/([\w-]+)$/.exec(path)?.[1];
  return transactionId === undefined ? { view: "unknown" } : { view: "transaction", transactionId };
}

function dayOf(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : "";
}

function withQuery(path: string, values: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== null && value !== "") query.set(name, value);
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}
