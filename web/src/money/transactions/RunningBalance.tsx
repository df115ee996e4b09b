import type { ReactElement } from "react";
import type { Money } from "../amounts/Money.ts";
import { useMoney } from "../amounts/useMoney.ts";
import { useWords } from "../words/useWords.ts";

/** What debits and credits leave open, one a currency. */
export function RunningBalance({ sums }: { readonly sums: readonly Money[] }): ReactElement {
  const words = useWords().newTransaction;
  const money = useMoney();
  return (
    <ul role="status" aria-label={words.balance} data-testid="running-balance" className="flex flex-wrap gap-x-4">
      {sums.map((sum) => (
        <li
          key={sum.currency}
          data-currency={sum.currency}
          className={`font-medium tabular-nums ${sum.amount === 0n ? "text-good" : "text-warn"}`}
        >
          {sum.amount === 0n
            ? words.even(sum.currency)
            : sum.amount > 0n
            ? words.wantsCredit(money(sum))
            : words.wantsDebit(money({ ...sum, amount: -sum.amount }))}
        </li>
      ))}
    </ul>
  );
}
