import type { Money } from "./Money.ts";

/** The sums of amounts, one a currency, by its code. */
export function sumsOf(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  return [...sums].map(([currency, amount]) => ({ currency, amount }))
    .toSorted((one, other) => one.currency < other.currency ? -1 : 1);
}
