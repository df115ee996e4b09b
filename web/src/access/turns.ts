import { WorkQueue } from "../ui/WorkQueue.ts";

/** One at a time among all tabs of this browser. */
const LOCK = "uprising.access";
/** Time for what another tab has just told to arrive, before one goes on believing that nothing was told. */
const HEARSAY_MS = 50;

/** Runs work when no other tab, and nothing else in this one, is doing the same. */
export type Turns = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/**
 * Turns by Web Locks. A page served without TLS has none: there the work of this tab goes in order, and two tabs that
 * renew in the same instant both do, which the node allows within its reuse interval.
 */
export function turnsAmongTabs(): Turns {
  // Not there at all on a page without TLS, whatever the type says.
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) {
    const queue = new WorkQueue();
    return (work) => queue.add(work);
  }
  return async <Answer>(work: () => Promise<Answer>) => {
    const atOnce = await locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      return lock === null ? null : { answer: await work() };
    });
    if (atOnce !== null) return atOnce.answer;
    return await locks.request(LOCK, async () => {
      await new Promise((resolve) => setTimeout(resolve, HEARSAY_MS));
      return await work();
    });
  };
}
