import { type ReactElement, type ReactNode, useCallback, useState } from "react";
import { openPayout, type Payout } from "../../api/payouts.ts";
import { warRoomPath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { useLookups } from "../../leadWork/useLookups.ts";
import { Button } from "../../ui/Button.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useMoney } from "../amounts/useMoney.ts";
import { noonOf } from "../days.ts";
import { MoneyFrame } from "../MoneyFrame.tsx";
import { payoutPath, payoutsPath, transactionPath } from "../MoneyPlace.ts";
import { useMoneyEvents } from "../useMoneyEvents.ts";
import { useWords } from "../words/useWords.ts";
import { PayoutActDialog } from "./PayoutActDialog.tsx";
import { actsOf, type PayoutAct } from "./payoutActs.ts";
import { PayoutStateBadge } from "./PayoutStateBadge.tsx";

/** One payout: what it is of, each of its steps with who took it, and what can be done now. */
export function PayoutPage({ payoutId }: { readonly payoutId: string }): ReactElement {
  const words = useWords();
  const money = useMoney();
  const { permissions } = useSession();
  const fetch = useCallback((signal: AbortSignal) => openPayout(payoutId, signal), [payoutId]);
  const fetched = useFetched<Payout>(fetch);
  const [act, setAct] = useState<PayoutAct | null>(null);
  const [said, setSaid] = useState("");
  useMoneyEvents("payout.updated", fetched.reload);
  const payout = fetched.value;
  const acts = payout !== null && permissions.includes("payouts.manage") ? actsOf(payout) : [];
  return (
    <MoneyFrame chosen="payouts" title={payout === null ? words.payout.title : words.payout.of(payout.personName)}>
      <LiveRegion text={said} />
      <Section
        title={words.payout.title}
        aside={acts.length > 0 && (
          <span className="flex gap-2">
            {acts.map((one) => (
              <Button
                key={one}
                look={one === "void" ? "quiet" : "primary"}
                onClick={() => setAct(one)}
              >
                {words.acts[one].button}
              </Button>
            ))}
          </span>
        )}
      >
        <FetchedList fetched={fetched}>
          {(payout) => <Facts payout={payout} canSeeBooks={permissions.includes("ledger.read")} />}
        </FetchedList>
      </Section>
      <p className="mt-3">
        <Link to={payoutsPath()} className="text-accent underline underline-offset-2">{words.payout.all}</Link>
      </p>
      {payout !== null && act !== null && (
        <PayoutActDialog
          payout={payout}
          act={act}
          onDone={(changed) => {
            fetched.replace(changed);
            setSaid(words.payouts.changed(changed.personName, money(changed.amount), words.states[changed.state]));
          }}
          onClose={() => setAct(null)}
        />
      )}
    </MoneyFrame>
  );
}

function Facts({ payout, canSeeBooks }: { readonly payout: Payout; readonly canSeeBooks: boolean }): ReactElement {
  const words = useWords().payout;
  const money = useMoney();
  const { formats } = useSpeech();
  const { members } = useLookups(null);
  const by = (id: string | null) => members.find(({ person }) => person.id === id)?.person.name ?? null;
  const step = (at: string, id: string | null) => {
    const name = by(id);
    return name === null ? formats.dateTime(at) : `${formats.dateTime(at)}, ${name}`;
  };
  const { createdAt, approvedAt, paidAt, voidedAt } = payout;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [words.amount, <strong key="amount" className="tabular-nums">{money(payout.amount)}</strong>],
    [words.state, <PayoutStateBadge key="state" state={payout.state} />],
    [
      words.lead,
      payout.leadCompany === null
        ? null
        : payout.leadId === null
        ? payout.leadCompany
        : <Anchor key="lead" to={warRoomPath(payout.leadId)}>{payout.leadCompany}</Anchor>,
    ],
    [words.description, payout.description],
    [
      words.clawsBack,
      payout.clawsBack === null ? null : <Anchor key="claws" to={payoutPath(payout.clawsBack)}>{words.earlier}</Anchor>,
    ],
    [words.created, payout.ruleId === null ? step(createdAt, payout.createdById) : words.byRule(step(createdAt, null))],
    [words.approved, approvedAt === null ? null : step(approvedAt, payout.approvedById)],
    [words.paid, paidAt === null ? null : step(paidAt, payout.paidById)],
    [words.paidOn, payout.paidOn === null ? null : formats.day(noonOf(payout.paidOn))],
    [words.reference, payout.reference],
    [words.voided, voidedAt === null ? null : step(voidedAt, payout.voidedById)],
    [words.reason, payout.reason],
    [
      words.transactions,
      !canSeeBooks || payout.transactions.length === 0
        ? null
        : (
          <span key="transactions" className="flex flex-wrap gap-x-3">
            {payout.transactions.map((id, index) => (
              <Anchor key={id} to={transactionPath(id)}>{words.transaction(index + 1)}</Anchor>
            ))}
          </span>
        ),
    ],
  ];
  return (
    <dl
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 px-4 py-3 wrap-anywhere"
      data-testid="payout-facts"
    >
      {rows.map(([name, value]) =>
        value !== null && (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        )
      )}
    </dl>
  );
}

function Anchor({ to, children }: { readonly to: string; readonly children: ReactNode }): ReactElement {
  return <Link to={to} className="text-accent underline underline-offset-2">{children}</Link>;
}
