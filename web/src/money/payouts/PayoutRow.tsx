import type { ReactElement } from "react";
import type { Payout } from "../../api/payouts.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { Link } from "../../ui/Link.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { useMoney } from "../amounts/useMoney.ts";
import { payoutPath } from "../MoneyPlace.ts";
import { useWords } from "../words/useWords.ts";
import { actsOf, type PayoutAct } from "./payoutActs.ts";
import { PayoutStateBadge } from "./PayoutStateBadge.tsx";

interface PayoutRowProps {
  readonly payout: Payout;
  readonly canManage: boolean;
  readonly onAct: (act: PayoutAct) => void;
}

/** One payout: for whom, for what, how much, and what comes next. */
export function PayoutRow({ payout, canManage, onAct }: PayoutRowProps): ReactElement {
  const words = useWords();
  const money = useMoney();
  const { formats } = useSpeech();
  const [next, ...others] = canManage ? actsOf(payout) : [];
  const label = `${payout.personName}, ${money(payout.amount)}`;
  return (
    <li
      data-testid="payout-row"
      data-payout={payout.id}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5"
    >
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link to={payoutPath(payout.id)} className="font-medium break-words hover:underline">
            {payout.personName}
          </Link>
          <PayoutStateBadge state={payout.state} />
        </p>
        <Dotted>
          {payout.leadCompany !== null && <span>{payout.leadCompany}</span>}
          {payout.description !== null && <span>{payout.description}</span>}
          <time dateTime={payout.createdAt}>{formats.day(payout.createdAt)}</time>
          {payout.reason !== null && <span>{payout.reason}</span>}
        </Dotted>
      </div>
      <p
        data-testid="payout-amount"
        className={`ml-auto text-right font-semibold whitespace-nowrap tabular-nums ${
          payout.state === "void" ? "text-muted line-through" : payout.amount.amount < 0n ? "text-bad" : ""
        }`}
      >
        {money(payout.amount)}
      </p>
      {canManage && (
        <div className="flex min-w-32 items-center justify-end gap-1 max-md:w-full">
          {next !== undefined && (
            <Button aria-label={words.acts[next].label(label)} onClick={() => onAct(next)}>
              {words.acts[next].button}
            </Button>
          )}
          {others.length > 0 && (
            <Menu
              label={words.more(label)}
              items={others.map((act) => ({
                label: words.acts[act].button,
                isDangerous: act === "void",
                onChoose: () => onAct(act),
              }))}
            />
          )}
        </div>
      )}
    </li>
  );
}
