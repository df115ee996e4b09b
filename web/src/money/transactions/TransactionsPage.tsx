import { type ReactElement, useCallback } from "react";
import { listAccounts } from "../../api/ledgerAccounts.ts";
import {
  type LedgerTransaction,
  listTransactions,
  type TransactionFilter,
  type TransactionPage,
} from "../../api/ledgerTransactions.ts";
import { navigate } from "../../app/navigation.ts";
import { useSession } from "../../app/SessionContext.ts";
import { usePausedText } from "../../jobs/list/usePausedText.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { usePages } from "../../ui/usePages.ts";
import { Amounts } from "../amounts/Amounts.tsx";
import { sumsOf } from "../amounts/sums.ts";
import { DayRange } from "../DayRange.tsx";
import { noonOf } from "../days.ts";
import { MoneyFrame } from "../MoneyFrame.tsx";
import { everyTransaction, newTransactionPath, transactionPath, transactionsPath } from "../MoneyPlace.ts";
import { useMoneyEvents } from "../useMoneyEvents.ts";
import { useWords } from "../words/useWords.ts";
import { ChainSection } from "./ChainSection.tsx";

/** The journal, newest first, and whether it is still as it was written. */
export function TransactionsPage({ filter }: { readonly filter: TransactionFilter }): ReactElement {
  const all = useWords();
  const words = all.transactions;
  const { permissions } = useSession();
  const { from, to, account, q } = filter;
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => listTransactions({ from, to, account, q }, cursor, signal),
    [from, to, account, q],
  );
  const pages = usePages<LedgerTransaction, TransactionPage>(fetch);
  const accounts = useFetched(listAccounts);
  useMoneyEvents("ledger.posted", pages.reload);
  const onFilter = useCallback((next: TransactionFilter) => navigate(transactionsPath(next), true), []);
  const [text, setText] = usePausedText(
    q,
    useCallback((next: string) => onFilter({ from, to, account, q: next }), [onFilter, from, to, account]),
  );
  const isNarrow = JSON.stringify(filter) !== JSON.stringify(everyTransaction);
  return (
    <MoneyFrame
      chosen="transactions"
      aside={permissions.includes("ledger.post") && (
        <Link to={newTransactionPath} className={buttonClass("plain")}>{words.create}</Link>
      )}
    >
      <div className="flex flex-col gap-3">
        <div role="search" className="flex flex-wrap gap-2">
          <input
            type="search"
            aria-label={words.search}
            placeholder={words.searchHint}
            className="control min-w-0 flex-1 basis-full md:w-72 md:flex-none md:basis-auto"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <select
            aria-label={words.account}
            className="control min-w-0 flex-1 basis-40 md:max-w-64 md:flex-none"
            value={account}
            onChange={(event) => onFilter({ ...filter, account: event.target.value })}
          >
            <option value="">{words.anyAccount}</option>
            {(accounts.value ?? []).map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
          <DayRange from={from} to={to} onChange={(days) => onFilter({ ...filter, ...days })} />
        </div>
        <Section title={all.pages.transactions}>
          <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }} lines={5}>
            {() =>
              pages.items.length === 0
                ? (
                  <EmptyNote
                    title={isNarrow ? words.noneTitle : words.emptyTitle}
                    text={isNarrow ? words.noneText : words.emptyText}
                  >
                    {isNarrow && (
                      <Button className="mt-2" onClick={() => onFilter(everyTransaction)}>{all.clear}</Button>
                    )}
                  </EmptyNote>
                )
                : (
                  <>
                    <ul className="divide-y divide-line" data-testid="transactions">
                      {pages.items.map((one) => <TransactionRow key={one.id} transaction={one} />)}
                    </ul>
                    <MoreButton pages={pages} />
                  </>
                )}
          </FetchedList>
        </Section>
        <ChainSection />
      </div>
    </MoneyFrame>
  );
}

function TransactionRow({ transaction }: { readonly transaction: LedgerTransaction }): ReactElement {
  const words = useWords().transactions;
  const { formats } = useSpeech();
  const debits = sumsOf(transaction.entries.map(({ amount }) => amount).filter(({ amount }) => amount > 0n));
  return (
    <li data-testid="transaction-row" className="flex items-baseline gap-4 px-4 py-2">
      <span className="w-12 shrink-0 text-right font-mono text-xs text-muted">
        {words.number(formats.number(transaction.number))}
      </span>
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link to={transactionPath(transaction.id)} className="font-medium hover:underline">
            {transaction.description}
          </Link>
          {transaction.reverses !== null && <Badge>{words.isReversal}</Badge>}
          {transaction.reversedBy !== null && <Badge look="warn">{words.isReversed}</Badge>}
        </p>
        <Dotted>
          <time dateTime={transaction.date}>{formats.day(noonOf(transaction.date))}</time>
          {transaction.reference !== null && <span>{transaction.reference}</span>}
          {transaction.postedByName !== null && <span>{transaction.postedByName}</span>}
        </Dotted>
      </div>
      <Amounts amounts={debits} />
    </li>
  );
}
