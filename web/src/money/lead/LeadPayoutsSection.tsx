import { type ReactElement, useCallback } from "react";
import { listPayouts } from "../../api/payouts.ts";
import { useSession } from "../../app/SessionContext.ts";
import { moneyPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useMoney } from "../amounts/useMoney.ts";
import { everyPayout, payoutPath } from "../MoneyPlace.ts";
import { PayoutStateBadge } from "../payouts/PayoutStateBadge.tsx";
import { useMoneyEvents } from "../useMoneyEvents.ts";
import { useWords } from "../words/useWords.ts";

/** What is paid for a lead, in its war room; nothing for those who may not see payouts. */
export default function LeadPayoutsSection({ leadId }: { readonly leadId: string }): ReactElement | null {
  const { permissions } = useSession();
  return permissions.includes("payouts.read") ? <LeadPayouts leadId={leadId} /> : null;
}

function LeadPayouts({ leadId }: { readonly leadId: string }): ReactElement {
  const words = useWords();
  const money = useMoney();
  const { formats } = useSpeech();
  const fetch = useCallback(
    (signal: AbortSignal) => listPayouts({ ...everyPayout, lead: leadId }, null, signal),
    [leadId],
  );
  const fetched = useFetched(fetch);
  useMoneyEvents("payout.updated", fetched.reload);
  return (
    <Section
      title={words.leadTitle}
      aside={<Link to={moneyPath} className="text-xs text-accent underline">{words.leadAll}</Link>}
    >
      <FetchedList fetched={fetched}>
        {({ items }) =>
          items.length === 0
            ? <p className="px-4 py-3 text-muted">{words.leadEmpty}</p>
            : (
              <ul className="divide-y divide-line" data-testid="lead-payouts">
                {items.map((payout) => (
                  <li key={payout.id} className="flex flex-wrap items-center gap-x-3 px-4 py-2">
                    <span className="min-w-0 flex-1">
                      <Link to={payoutPath(payout.id)} className="font-medium wrap-anywhere hover:underline">
                        {payout.personName}
                      </Link>
                      <time dateTime={payout.createdAt} className="block text-xs text-muted">
                        {formats.day(payout.createdAt)}
                      </time>
                    </span>
                    <PayoutStateBadge state={payout.state} />
                    <span className="font-semibold tabular-nums">{money(payout.amount)}</span>
                  </li>
                ))}
              </ul>
            )}
      </FetchedList>
    </Section>
  );
}
