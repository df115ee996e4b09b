import { type ReactElement, useCallback, useState } from "react";
import { type LedgerTransaction, openTransaction } from "../../api/ledgerTransactions.ts";
import { navigate } from "../../app/navigation.ts";
import { warRoomPath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { shortCode } from "../accounts/AccountsPage.tsx";
import { useMoney } from "../amounts/useMoney.ts";
import { noonOf } from "../days.ts";
import { MoneyFrame } from "../MoneyFrame.tsx";
import { accountPath, payoutPath, transactionPath, transactionsPath } from "../MoneyPlace.ts";
import { useMoneyEvents } from "../useMoneyEvents.ts";
import { useWords } from "../words/useWords.ts";
import { ReversalDialog } from "./ReversalDialog.tsx";

const linkClass = "text-accent underline underline-offset-2";

/** One transaction with its entries, its place in the chain, and the way to take it back. */
export function TransactionPage({ transactionId }: { readonly transactionId: string }): ReactElement {
  const words = useWords().transactions;
  const { permissions } = useSession();
  const { formats } = useSpeech();
  const fetch = useCallback((signal: AbortSignal) => openTransaction(transactionId, signal), [transactionId]);
  const fetched = useFetched<LedgerTransaction>(fetch);
  const [isReversing, setReversing] = useState(false);
  useMoneyEvents("ledger.posted", fetched.reload);
  const transaction = fetched.value;
  const canReverse = transaction !== null && transaction.reversedBy === null && permissions.includes("ledger.post");
  return (
    <MoneyFrame
      chosen="transactions"
      title={transaction === null ? words.one : words.title(formats.number(transaction.number))}
    >
      <div className="flex flex-col gap-4">
        <FetchedList fetched={fetched}>
          {(transaction) => (
            <>
              {transaction.reversedBy !== null && (
                <Notice look="warn">
                  <Link to={transactionPath(transaction.reversedBy)} className={linkClass}>{words.reversedBy}</Link>
                </Notice>
              )}
              <Section
                title={transaction.description}
                aside={canReverse && <Button onClick={() => setReversing(true)}>{words.reverse}</Button>}
              >
                <Facts transaction={transaction} />
              </Section>
              <EntriesSection transaction={transaction} />
            </>
          )}
        </FetchedList>
        <p>
          <Link to={transactionsPath()} className={linkClass}>{words.all}</Link>
        </p>
      </div>
      {isReversing && transaction !== null && (
        <ReversalDialog
          transaction={transaction}
          onReversed={(reversal) => navigate(transactionPath(reversal.id))}
          onClose={() => setReversing(false)}
        />
      )}
    </MoneyFrame>
  );
}

function Facts({ transaction }: { readonly transaction: LedgerTransaction }): ReactElement {
  const all = useWords();
  const words = all.transactions;
  const { formats } = useSpeech();
  const { reverses, payoutId, leadId } = transaction;
  const rows = [
    [all.day, formats.day(noonOf(transaction.date))],
    [words.reference, transaction.reference],
    [words.posted, [formats.dateTime(transaction.postedAt), transaction.postedByName].filter(Boolean).join(", ")],
    [
      words.reverses,
      reverses && <Link key="reverses" to={transactionPath(reverses)} className={linkClass}>{words.theOther}</Link>,
    ],
    [
      words.payout,
      payoutId && <Link key="payout" to={payoutPath(payoutId)} className={linkClass}>{words.thePayout}</Link>,
    ],
    [words.lead, leadId && <Link key="lead" to={warRoomPath(leadId)} className={linkClass}>{words.theLead}</Link>],
    [words.hash, <code key="hash" className="font-mono text-xs" data-testid="hash">{transaction.hash}</code>],
    [
      words.previousHash,
      transaction.previousHash && <code key="before" className="font-mono text-xs">{transaction.previousHash}</code>,
    ],
  ] as const;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 px-4 py-3 wrap-anywhere">
      {rows.map(([name, value]) =>
        value !== null && value !== "" && (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        )
      )}
    </dl>
  );
}

function EntriesSection({ transaction }: { readonly transaction: LedgerTransaction }): ReactElement {
  const all = useWords();
  const words = all.newTransaction;
  const money = useMoney();
  return (
    <Section title={words.lines}>
      <table className="w-full text-left" data-testid="entries">
        <thead className="text-xs text-muted">
          <tr>
            <th scope="col" className="px-4 py-1.5 font-normal">{words.account}</th>
            <th scope="col" className="py-1.5 text-right font-normal">{words.debit}</th>
            <th scope="col" className="px-4 py-1.5 text-right font-normal">{words.credit}</th>
          </tr>
        </thead>
        <tbody className="align-baseline">
          {transaction.entries.map(({ id, accountId, accountCode, amount, memo }) => (
            <tr key={id} className="border-t border-line" data-testid="entry-row">
              <td className="px-4 py-1.5 wrap-anywhere">
                <Link to={accountPath(accountId)} className="font-mono text-xs hover:underline">
                  {shortCode(accountCode)}
                </Link>
                {memo !== null && <span className="block text-xs text-muted">{memo}</span>}
              </td>
              <td className="py-1.5 text-right whitespace-nowrap tabular-nums">
                {amount.amount > 0n && money(amount)}
              </td>
              <td className="px-4 py-1.5 text-right whitespace-nowrap tabular-nums">
                {amount.amount < 0n && money({ ...amount, amount: -amount.amount })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
