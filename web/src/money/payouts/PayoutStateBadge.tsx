import type { ReactElement } from "react";
import type { PayoutState } from "../../api/payouts.ts";
import { useWords } from "../words/useWords.ts";

const looks: Readonly<Record<PayoutState, string>> = {
  pending: "bg-warn-soft text-warn",
  approved: "bg-accent-soft text-accent",
  paid: "bg-good-soft text-good",
  void: "bg-sunken text-muted",
};

/** A payout's state: by word first, and by colour. */
export function PayoutStateBadge({ state }: { readonly state: PayoutState }): ReactElement {
  const words = useWords();
  return (
    <span
      data-testid="payout-state"
      data-state={state}
      className={`inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${
        looks[state]
      }`}
    >
      <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />
      {words.states[state]}
    </span>
  );
}
