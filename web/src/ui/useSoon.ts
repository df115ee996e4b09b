import { useCallback, useEffect, useRef } from "react";
import { Soon } from "./Soon.ts";

/** A call that has `work` done `ms` later, as `Soon` does it; what it was last given is done. */
export function useSoon(work: () => unknown, ms: number): () => void {
  const latest = useRef(work);
  useEffect(() => {
    latest.current = work;
  }, [work]);
  const soon = useRef<Soon | null>(null);
  useEffect(() => {
    const made = new Soon(() => latest.current(), ms);
    soon.current = made;
    return made.stop;
  }, [ms]);
  return useCallback(() => soon.current?.ask(), []);
}
