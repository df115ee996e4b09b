import { type ReactElement, useCallback, useState } from "react";
import { listPayouts, type Payout, type PayoutFilter, type PayoutPage } from "../../api/payouts.ts";
import { navigate } from "../../app/navigation.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useLookups } from "../../leadWork/useLookups.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Section } from "../../ui/Section.tsx";
import { usePages } from "../../ui/usePages.ts";
import { useMoney } from "../amounts/useMoney.ts";
import { MoneyFrame } from "../MoneyFrame.tsx";
import { everyPayout, payoutsPath } from "../MoneyPlace.ts";
import { useMoneyEvents } from "../useMoneyEvents.ts";
import { useWords } from "../words/useWords.ts";
import { NewPayoutDialog } from "./NewPayoutDialog.tsx";
import { PayoutActDialog } from "./PayoutActDialog.tsx";
import type { PayoutAct } from "./payoutActs.ts";
import { PayoutFilterBar } from "./PayoutFilterBar.tsx";
import { PayoutRow } from "./PayoutRow.tsx";
import { StateTotals } from "./StateTotals.tsx";

/** What is to be paid and was, with the sums of each state; members see their own. */
export function PayoutsPage({ filter }: { readonly filter: PayoutFilter }): ReactElement {
  const words = useWords();
  const money = useMoney();
  const { permissions } = useSession();
  const canManage = permissions.includes("payouts.manage");
  const seesAll = permissions.includes("ledger.read");
  const lookups = useLookups(null);
  const { state, person, project, from, to } = filter;
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => listPayouts({ state, person, project, from, to }, cursor, signal),
    [state, person, project, from, to],
  );
  const pages = usePages<Payout, PayoutPage>(fetch);
  // The sums of another state are the same: they stay while the list changes.
  const [totals, setTotals] = useState<PayoutPage["totals"] | null>(null);
  if (pages.first !== null && pages.first.totals !== totals) setTotals(pages.first.totals);
  const [question, setQuestion] = useState<{ readonly payout: Payout; readonly act: PayoutAct } | "create" | null>(
    null,
  );
  const [said, setSaid] = useState("");
  const onFilter = useCallback((next: PayoutFilter) => navigate(payoutsPath(next), true), []);
  useMoneyEvents("payout.updated", pages.reload);

  const done = (payout: Payout) => {
    setSaid(words.payouts.changed(payout.personName, money(payout.amount), words.states[payout.state]));
    pages.alter(({ first, items }) => ({
      first,
      items: items.map((known) => known.id === payout.id && known.version < payout.version ? payout : known),
    }));
    void pages.reload();
  };
  const isNarrow = JSON.stringify(filter) !== JSON.stringify(everyPayout);
  return (
    <MoneyFrame
      chosen="payouts"
      aside={canManage && <Button onClick={() => setQuestion("create")}>{words.payouts.create}</Button>}
    >
      <LiveRegion text={said} />
      <div className="flex flex-col gap-3">
        {!seesAll && <p className="text-muted">{words.payouts.own}</p>}
        <StateTotals filter={filter} totals={totals} />
        <PayoutFilterBar filter={filter} lookups={lookups} seesAll={seesAll} onChange={onFilter} />
        <Section title={state === null ? words.payout.all : words.states[state]}>
          <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }} lines={5}>
            {() =>
              pages.items.length === 0
                ? (
                  <EmptyNote
                    title={isNarrow ? words.payouts.noneTitle : words.payouts.emptyTitle}
                    text={isNarrow
                      ? words.payouts.noneText
                      : canManage
                      ? words.payouts.emptyText
                      : words.payouts.emptyOwn}
                  >
                    {isNarrow && <Button className="mt-2" onClick={() => onFilter(everyPayout)}>{words.clear}</Button>}
                  </EmptyNote>
                )
                : (
                  <>
                    <ul className="divide-y divide-line" data-testid="payouts">
                      {pages.items.map((payout) => (
                        <PayoutRow
                          key={payout.id}
                          payout={payout}
                          canManage={canManage}
                          onAct={(act) => setQuestion({ payout, act })}
                        />
                      ))}
                    </ul>
                    <MoreButton pages={pages} />
                  </>
                )}
          </FetchedList>
        </Section>
      </div>
      {question === "create" && (
        <NewPayoutDialog
          members={lookups.members}
          onCreated={done}
          onClose={() => setQuestion(null)}
        />
      )}
      {question !== null && question !== "create" && (
        <PayoutActDialog
          payout={question.payout}
          act={question.act}
          onDone={done}
          onClose={() => setQuestion(null)}
        />
      )}
    </MoneyFrame>
  );
}
