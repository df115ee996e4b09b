import type { ReactElement } from "react";
import type { LedgerAccount } from "../../api/ledgerAccounts.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { currencies } from "../../settings/workspace/places.ts";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../words/useWords.ts";
import type { EntryForm } from "./entriesForm.ts";

interface EntryFieldsProps {
  readonly entry: EntryForm;
  /** From 1. */
  readonly number: number;
  readonly accounts: readonly LedgerAccount[];
  readonly fault: string | undefined;
  readonly onChange: (changed: Partial<EntryForm>) => void;
  readonly onBalance: () => void;
  /** Null while there have to be as many. */
  readonly onRemove: (() => void) | null;
}

/** One line of a transaction: an account, and an amount on one side. */
export function EntryFields(
  { entry, number, accounts, fault, onChange, onBalance, onRemove }: EntryFieldsProps,
): ReactElement {
  const words = useWords().newTransaction;
  const { language } = useSpeech();
  const faultId = `entry-${entry.key}-fault`;
  const control = {
    "aria-invalid": fault !== undefined,
    "aria-describedby": fault === undefined ? undefined : faultId,
  };
  const onAccount = (accountId: string) => {
    const own = accounts.find(({ id }) => id === accountId)?.currency ?? null;
    // An account of one currency brings it along.
    onChange({ accountId, ...(own === null ? {} : { currency: own }) });
  };
  return (
    <div
      role="group"
      aria-label={words.line(number)}
      data-testid="entry-fields"
      className="flex flex-col gap-1 px-4 py-2.5"
    >
      <div className="grid grid-cols-2 gap-2 md:grid-cols-[minmax(0,2fr)_6rem_8rem_8rem_minmax(0,1fr)_auto]">
        <select
          {...control}
          aria-label={words.account}
          className="control col-span-2 min-w-0 md:col-span-1"
          value={entry.accountId}
          onChange={(event) => onAccount(event.target.value)}
        >
          <option value="">{words.chooseAccount}</option>
          {accounts.filter(({ id, closedAt }) => closedAt === null || id === entry.accountId).map((account) => (
            <option key={account.id} value={account.id}>{`${account.name} (${account.code})`}</option>
          ))}
        </select>
        <select
          aria-label={words.currency}
          className="control col-span-2 min-w-0 md:col-span-1"
          value={entry.currency}
          onChange={(event) => onChange({ currency: event.target.value })}
        >
          {currencies(entry.currency, language).map(({ value, label }) => (
            <option key={value} value={value} label={value}>{label}</option>
          ))}
        </select>
        <input
          {...control}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          aria-label={words.debit}
          placeholder={words.debit}
          className="control min-w-0 text-right tabular-nums"
          value={entry.debit}
          onChange={(event) => onChange({ debit: event.target.value })}
        />
        <input
          {...control}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          aria-label={words.credit}
          placeholder={words.credit}
          className="control min-w-0 text-right tabular-nums"
          value={entry.credit}
          onChange={(event) => onChange({ credit: event.target.value })}
        />
        <input
          type="text"
          autoComplete="off"
          maxLength={200}
          aria-label={words.memo}
          placeholder={words.memo}
          className="control col-span-2 min-w-0 md:col-span-1"
          value={entry.memo}
          onChange={(event) => onChange({ memo: event.target.value })}
        />
        <span className="col-span-2 flex justify-end md:col-span-1">
          <Button look="quiet" className="px-2!" aria-label={words.balanceLine(number)} onClick={onBalance}>
            <span aria-hidden="true">=</span>
          </Button>
          <Button
            look="quiet"
            className="px-2!"
            aria-label={words.removeLine(number)}
            aria-disabled={onRemove === null}
            onClick={() => onRemove?.()}
          >
            <span aria-hidden="true">×</span>
          </Button>
        </span>
      </div>
      {fault !== undefined && <p id={faultId} className="text-bad" data-testid="field-fault">{fault}</p>}
    </div>
  );
}
