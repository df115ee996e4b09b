import type { WireMoney } from "../../api/Lead.ts";

/** The sums with an amount more, or less with -1; a currency that comes to nothing goes. */
export function added(sums: readonly WireMoney[], value: WireMoney | null, sign: 1 | -1): readonly WireMoney[] {
  if (value === null) return sums;
  const known = sums.find(({ currency }) => currency === value.currency)?.amount ?? 0;
  const amount = known + sign * value.amount;
  const others = sums.filter(({ currency }) => currency !== value.currency);
  if (amount === 0) return others;
  return [...others, { amount, currency: value.currency }].toSorted((a, b) => a.currency < b.currency ? -1 : 1);
}

/** What the sums of a stage are worth by its probability; halves go to the even neighbour, as the node counts. */
export function weighted(sums: readonly WireMoney[], probability: number): readonly WireMoney[] {
  return sums
    .map(({ amount, currency }) => ({ amount: halfEven(amount * probability, 100), currency }))
    .filter(({ amount }) => amount !== 0);
}

function halfEven(value: number, divisor: number): number {
  const low = Math.floor(value / divisor);
  const rest = value - low * divisor;
  if (rest * 2 === divisor) return low % 2 === 0 ? low : low + 1;
  return rest * 2 > divisor ? low + 1 : low;
}
