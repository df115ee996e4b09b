/** At once, for a node that asks to come back (close codes 1012 and 1013) as for one that broke off: the spread spares it. */
const FIRST_MS = 500;
/** A node that restarts is back within seconds; more than half a minute would feel dead. */
const LONGEST_MS = 30_000;

/**
 * How long to wait before the attempt-th retry (from 0): doubling, bounded, and spread over the upper half by `random`
 * (0 to 1), so that the clients of a node that restarted do not all come back at once.
 */
export function retryDelay(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(full * (0.5 + random / 2));
}

/** How long to wait before asking again for a room that was refused: nobody waits for it, but access can be given back. */
export function refusedDelay(random: number): number {
  return retryDelay(Infinity, random);
}
