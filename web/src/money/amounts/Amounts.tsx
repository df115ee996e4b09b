import type { ReactElement } from "react";
import type { Money } from "./Money.ts";
import { useMoney } from "./useMoney.ts";

/** Amounts of several currencies beside each other; a dash for none. */
export function Amounts(
  { amounts, isLeft = false }: { readonly amounts: readonly Money[]; readonly isLeft?: boolean },
): ReactElement {
  const money = useMoney();
  if (amounts.length === 0) return <span className="text-muted">–</span>;
  return (
    <span className={`inline-flex flex-wrap gap-x-3 tabular-nums ${isLeft ? "" : "justify-end"}`}>
      {amounts.map((one) => (
        <span key={one.currency} className="whitespace-nowrap" data-currency={one.currency}>{money(one)}</span>
      ))}
    </span>
  );
}
