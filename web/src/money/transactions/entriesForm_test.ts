import * as assert from "node:assert/strict";
import type { LedgerAccount } from "../../api/ledgerAccounts.ts";
import {
  balanced,
  emptyEntry,
  emptyTransaction,
  entryAmount,
  type EntryForm,
  openSums,
  transactionOf,
} from "./entriesForm.ts";

const account = (id: string, changes: Partial<LedgerAccount> = {}): LedgerAccount => ({
  id,
  code: id.toUpperCase(),
  name: id,
  kind: "asset",
  personId: null,
  currency: null,
  closedAt: null,
  balances: [],
  version: 1,
  ...changes,
});

const accounts = [
  account("bank"),
  account("rent"),
  account("yen", { currency: "JPY" }),
  account("old", { closedAt: "2030-01-01T00:00:00Z" }),
];

const line = (key: number, changes: Partial<EntryForm>): EntryForm => ({ ...emptyEntry(key, "EUR"), ...changes });

const form = (...entries: readonly EntryForm[]) => ({
  ...emptyTransaction("2030-01-31", "EUR"),
  description: "Rent",
  entries,
});

function faultsOf(...entries: readonly EntryForm[]): unknown {
  const result = transactionOf(form(...entries), accounts, "en");
  return "faults" in result ? { lines: [...result.faults.entries], open: result.faults.open } : null;
}

Deno.test("a form with nothing in it says what is missing", () => {
  const result = transactionOf(emptyTransaction("", "EUR"), accounts, "en");
  assert.ok("faults" in result);
  assert.equal(result.faults.date, "missing");
  assert.equal(result.faults.description, "missing");
  assert.equal(result.faults.tooFew, true);
});

Deno.test("a line has an account that takes it, and one amount", () => {
  assert.deepEqual(faultsOf(line(0, { debit: "5" }), line(1, { accountId: "bank", credit: "5", debit: "5" })), {
    lines: [[0, "accountMissing"], [1, "bothSides"]],
    open: [],
  });
  assert.deepEqual(faultsOf(line(0, { accountId: "old", debit: "5" }), line(1, { accountId: "yen", credit: "5" })), {
    lines: [[0, "closedAccount"], [1, "otherCurrency"]],
    open: [],
  });
  assert.deepEqual(faultsOf(line(0, { accountId: "bank", debit: "0" }), line(1, { accountId: "rent", credit: "-1" })), {
    lines: [[0, "zero"], [1, "negative"]],
    open: [],
  });
});

Deno.test("what does not sum to zero in each currency says by how much", () => {
  const entries = [
    line(0, { accountId: "rent", debit: "0.30" }),
    line(1, { accountId: "bank", credit: "0.1" }),
    line(2, { accountId: "bank", credit: "0.1" }),
    line(3, { accountId: "yen", currency: "JPY", debit: "7" }),
  ];
  assert.deepEqual(faultsOf(...entries), {
    lines: [],
    open: [{ amount: 10n, currency: "EUR" }, { amount: 7n, currency: "JPY" }],
  });
});

Deno.test("a balanced form is a transaction, without its empty lines", () => {
  const result = transactionOf(
    form(
      line(0, { accountId: "rent", debit: "1,200.50", memo: " May " }),
      line(1, {}),
      line(2, { accountId: "bank", credit: "1200.5" }),
    ),
    accounts,
    "en",
  );
  assert.ok("draft" in result);
  assert.deepEqual(result.keys, [0, 2]);
  assert.deepEqual(result.draft.entries, [
    { accountId: "rent", amount: { amount: 120_050n, currency: "EUR" }, memo: "May" },
    { accountId: "bank", amount: { amount: -120_050n, currency: "EUR" }, memo: null },
  ]);
});

Deno.test("the running balance leaves out what is no amount yet", () => {
  const entries = [line(0, { debit: "10" }), line(1, { credit: "3.5" }), line(2, { debit: "x" })];
  assert.deepEqual(openSums(entries, "en"), [{ amount: 650n, currency: "EUR" }]);
  assert.deepEqual(entryAmount(line(0, { credit: "3.5" }), "en"), { money: { amount: -350n, currency: "EUR" } });
});

Deno.test("a line can be filled with what is missing, on the side where it is missing", () => {
  const whole = form(line(0, { debit: "10" }), line(1, { debit: "9" }), line(2, { debit: "3" }));
  assert.deepEqual(balanced(whole, 1, "fr").entries[1], line(1, { credit: "13" }));
  const other = form(line(0, { credit: "10,5" }), line(1, {}));
  assert.deepEqual(balanced(other, 1, "fr").entries[1], line(1, { debit: "10,5" }));
});
