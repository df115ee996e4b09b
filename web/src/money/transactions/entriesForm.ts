import type { TransactionDraft } from "../../api/ledgerTransactions.ts";
import type { LedgerAccount } from "../../api/ledgerAccounts.ts";
import type { Language } from "../../i18n/Language.ts";
import { type AmountFault, amountOf } from "../amounts/amountDraft.ts";
import { typedDecimal } from "../amounts/decimals.ts";
import { exponentOf, type Money } from "../amounts/Money.ts";
import { sumsOf } from "../amounts/sums.ts";

/** One line as it is typed: an amount stands on one of its two sides. */
export interface EntryForm {
  readonly key: number;
  readonly accountId: string;
  readonly currency: string;
  readonly debit: string;
  readonly credit: string;
  readonly memo: string;
}

export interface TransactionForm {
  readonly date: string;
  readonly description: string;
  readonly reference: string;
  readonly entries: readonly EntryForm[];
}

export const ENTRIES_MAX = 100;

export type EntryFault = AmountFault | "accountMissing" | "bothSides" | "closedAccount" | "otherCurrency";

export function emptyEntry(key: number, currency: string): EntryForm {
  return { key, accountId: "", currency, debit: "", credit: "", memo: "" };
}

/** Two empty lines: fewer make no transaction. */
export function emptyTransaction(date: string, currency: string): TransactionForm {
  return { date, description: "", reference: "", entries: [emptyEntry(0, currency), emptyEntry(1, currency)] };
}

function isBlank({ accountId, debit, credit, memo }: EntryForm): boolean {
  return [accountId, debit, credit, memo].every((text) => text.trim() === "");
}

/** The amount of a line, a credit below zero; or what is wrong with it. */
export function entryAmount(
  entry: EntryForm,
  language: Language,
): { readonly money: Money } | { readonly fault: EntryFault } {
  const [debit, credit] = [entry.debit.trim(), entry.credit.trim()];
  if (debit !== "" && credit !== "") return { fault: "bothSides" };
  const parsed = amountOf(debit === "" ? credit : debit, entry.currency, language);
  if ("fault" in parsed || debit !== "") return parsed;
  return { money: { ...parsed.money, amount: -parsed.money.amount } };
}

/** What is still missing for a sum of zero, one a currency: positive wants a credit, negative a debit. */
export function openSums(entries: readonly EntryForm[], language: Language): readonly Money[] {
  const amounts = entries.flatMap((entry) => {
    const result = entryAmount(entry, language);
    return "money" in result ? [result.money] : [];
  });
  return sumsOf(amounts);
}

/** The line with what balances its currency. */
export function balanced(form: TransactionForm, key: number, language: Language): TransactionForm {
  const line = form.entries.find((entry) => entry.key === key);
  if (line === undefined) return form;
  const others = form.entries.filter((entry) => entry.key !== key);
  const open = openSums(others, language).find(({ currency }) => currency === line.currency)?.amount ?? 0n;
  if (open === 0n) return form;
  const text = typedDecimal(open < 0n ? -open : open, exponentOf(line.currency), language);
  const filled = open < 0n ? { ...line, debit: text, credit: "" } : { ...line, debit: "", credit: text };
  return { ...form, entries: form.entries.map((entry) => entry.key === key ? filled : entry) };
}

export interface TransactionFaults {
  readonly date?: "missing";
  readonly description?: "missing";
  /** Of lines, by their keys. */
  readonly entries: ReadonlyMap<number, EntryFault>;
  readonly tooFew: boolean;
  readonly open: readonly Money[];
}

/** The transaction that a form is, without its empty lines; or what is at fault in it. */
export function transactionOf(
  form: TransactionForm,
  accounts: readonly LedgerAccount[],
  language: Language,
): { readonly draft: TransactionDraft; readonly keys: readonly number[] } | { readonly faults: TransactionFaults } {
  const used = form.entries.filter((entry) => !isBlank(entry));
  const faults = new Map<number, EntryFault>();
  const entries: TransactionDraft["entries"][number][] = [];
  for (const entry of used) {
    const account = accounts.find(({ id }) => id === entry.accountId);
    const result = entryAmount(entry, language);
    const fault = account === undefined
      ? "accountMissing"
      : account.closedAt !== null
      ? "closedAccount"
      : account.currency !== null && account.currency !== entry.currency
      ? "otherCurrency"
      : "fault" in result
      ? result.fault
      : null;
    if (fault !== null || "fault" in result) faults.set(entry.key, fault ?? "missing");
    else {
      const memo = entry.memo.trim();
      entries.push({ accountId: entry.accountId, amount: result.money, memo: memo === "" ? null : memo });
    }
  }
  const open = sumsOf(entries.map(({ amount }) => amount)).filter(({ amount }) => amount !== 0n);
  const description = form.description.trim();
  const isWhole = faults.size === 0 && open.length === 0 && entries.length >= 2;
  if (!isWhole || description === "" || form.date === "") {
    return {
      faults: {
        ...(form.date === "" ? { date: "missing" } : {}),
        ...(description === "" ? { description: "missing" } : {}),
        entries: faults,
        tooFew: used.length < 2,
        open,
      },
    };
  }
  const reference = form.reference.trim();
  return {
    draft: { date: form.date, description, reference: reference === "" ? null : reference, entries },
    keys: used.map(({ key }) => key),
  };
}
