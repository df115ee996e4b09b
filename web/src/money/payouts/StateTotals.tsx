import type { ReactElement } from "react";
import { type PayoutFilter, payoutStates, type StateTotal } from "../../api/payouts.ts";
import { Link } from "../../ui/Link.tsx";
import { Amounts } from "../amounts/Amounts.tsx";
import { payoutsPath } from "../MoneyPlace.ts";
import { useWords } from "../words/useWords.ts";

/** What is in each state, to choose from; on a narrow screen they scroll sideways. */
export function StateTotals(
  { filter, totals }: { readonly filter: PayoutFilter; readonly totals: readonly StateTotal[] | null },
): ReactElement {
  const words = useWords();
  return (
    <nav aria-label={words.payouts.states} className="-mx-4 overflow-x-auto px-4 py-1 md:mx-0 md:px-0">
      <ul className="flex gap-2 md:grid md:grid-cols-5">
        {[null, ...payoutStates].map((state) => (
          <li key={state ?? "all"} className="flex">
            <Link
              to={payoutsPath({ ...filter, state })}
              aria-current={state === filter.state ? "true" : undefined}
              className="panel flex min-h-14 min-w-32 flex-1 flex-col justify-center px-3 py-1.5 hover:bg-sunken aria-[current=true]:border-accent aria-[current=true]:bg-accent-soft"
            >
              <span className="text-xs text-muted">{state === null ? words.payouts.all : words.states[state]}</span>
              {state !== null && (
                <span className="font-semibold" data-testid={`total-${state}`}>
                  {totals !== null && (
                    <Amounts
                      isLeft
                      amounts={totals.find((total) => total.state === state)?.sums ?? []}
                    />
                  )}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
