/** An amount in whole minor units of its currency (ISO 4217), exact whatever its size. */
export interface Money {
  readonly amount: bigint;
  readonly currency: string;
}

const withoutMinorUnit = new Set(
  "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "),
);
const withThousandths = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

/**
 * How many decimal digits the minor unit has, as ISO 4217 and the node count them: browsers follow another list, which
 * leaves out what is seldom paid in cash.
 */
export function exponentOf(currency: string): number {
  if (withoutMinorUnit.has(currency)) return 0;
  return withThousandths.has(currency) ? 3 : 2;
}
