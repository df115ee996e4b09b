/** The bars of a small chart, in shares of its height; something is never drawn as nothing. */
export function barsOf(counts: readonly number[]): readonly number[] {
  const most = Math.max(0, ...counts);
  return counts.map((count) => count <= 0 ? 0 : Math.max(0.12, count / most));
}
