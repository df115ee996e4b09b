import { type ReactElement, useCallback, useState } from "react";
import {
  type AccountEntry,
  balanceAt,
  type EntryPage,
  type LedgerAccount,
  listEntries,
  openAccount,
} from "../../api/ledgerAccounts.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { usePages } from "../../ui/usePages.ts";
import { Amounts } from "../amounts/Amounts.tsx";
import { useMoney } from "../amounts/useMoney.ts";
import { DayRange } from "../DayRange.tsx";
import { noonOf, todayIn } from "../days.ts";
import { MoneyFrame } from "../MoneyFrame.tsx";
import { accountsPath, transactionPath } from "../MoneyPlace.ts";
import { useMoneyEvents } from "../useMoneyEvents.ts";
import { useWords } from "../words/useWords.ts";
import { shortCode } from "./AccountsPage.tsx";

/** One account: what it holds now and held on any day, and its entries. */
export function AccountPage({ accountId }: { readonly accountId: string }): ReactElement {
  const words = useWords().accounts;
  const fetch = useCallback((signal: AbortSignal) => openAccount(accountId, signal), [accountId]);
  const fetched = useFetched<LedgerAccount>(fetch);
  useMoneyEvents("ledger.posted", fetched.reload);
  const name = fetched.value?.name;
  return (
    <MoneyFrame chosen="accounts" {...(name === undefined ? {} : { title: name })}>
      <div className="flex flex-col gap-4">
        <FetchedList fetched={fetched}>
          {(account) => (
            <>
              <p className="-mt-2 text-muted">
                {words.kinds[account.kind]} · <code className="font-mono text-xs">{shortCode(account.code)}</code>
                {account.closedAt !== null && ` · ${words.closed}`}
              </p>
              <BalanceSection account={account} />
              <EntriesSection account={account} />
            </>
          )}
        </FetchedList>
        <p>
          <Link to={accountsPath} className="text-accent underline underline-offset-2">{words.all}</Link>
        </p>
      </div>
    </MoneyFrame>
  );
}

function BalanceSection({ account }: { readonly account: LedgerAccount }): ReactElement {
  const words = useWords().accounts;
  const { workspace } = useSession();
  const [day, setDay] = useState(() => todayIn(workspace.timeZone));
  // Another version of the account is another balance.
  const { id, balances } = account;
  const fetch = useCallback(
    (signal: AbortSignal) => day === "" ? Promise.resolve({ balances, at: "" }) : balanceAt(id, day, signal),
    [id, day, balances],
  );
  const fetched = useFetched(fetch);
  return (
    <Section title={words.balance}>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-2 px-4 py-3">
        <dt>{words.now}</dt>
        <dd className="text-right text-lg font-semibold" data-testid="balance-now">
          <Amounts amounts={balances} />
        </dd>
        <dt className="flex flex-wrap items-center gap-2">
          <label htmlFor="balance-day">{words.at}</label>
          <input
            id="balance-day"
            type="date"
            aria-label={words.at}
            className="control"
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        </dt>
        <dd className="text-right font-medium" data-testid="balance-at">
          {fetched.value === null ? "…" : <Amounts amounts={fetched.value.balances} />}
        </dd>
      </dl>
      {fetched.failure !== null && <FetchedList fetched={{ ...fetched, value: null }}>{() => null}</FetchedList>}
    </Section>
  );
}

function EntriesSection({ account }: { readonly account: LedgerAccount }): ReactElement {
  const all = useWords();
  const words = all.accounts;
  const money = useMoney();
  const { formats } = useSpeech();
  const [days, setDays] = useState({ from: "", to: "" });
  const { id } = account;
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => listEntries(id, days, cursor, signal),
    [id, days],
  );
  const pages = usePages<AccountEntry, EntryPage>(fetch);
  useMoneyEvents("ledger.posted", pages.reload);
  return (
    <Section title={words.entries} aside={<DayRange from={days.from} to={days.to} onChange={setDays} />}>
      <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }}>
        {() =>
          pages.items.length === 0 ? <EmptyNote title={words.noEntriesTitle} text={words.noEntriesText} /> : (
            <>
              <ul className="divide-y divide-line" data-testid="entries">
                {pages.items.map((entry) => (
                  <li key={entry.id} data-testid="entry-row" className="flex items-baseline gap-4 px-4 py-2">
                    <time dateTime={entry.date} className="w-24 shrink-0 text-xs text-muted">
                      {formats.day(noonOf(entry.date))}
                    </time>
                    <div className="min-w-0 flex-1 wrap-anywhere">
                      <Link to={transactionPath(entry.transactionId)} className="hover:underline">
                        {entry.description}
                      </Link>
                      <p className="text-xs text-muted">
                        {all.transactions.number(formats.number(entry.number))}
                        {entry.memo !== null && ` · ${entry.memo}`}
                      </p>
                    </div>
                    <span className={`whitespace-nowrap tabular-nums ${entry.amount.amount < 0n ? "text-bad" : ""}`}>
                      {money(entry.amount)}
                    </span>
                  </li>
                ))}
              </ul>
              <MoreButton pages={pages} />
            </>
          )}
      </FetchedList>
    </Section>
  );
}
