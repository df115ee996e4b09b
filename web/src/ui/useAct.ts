import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { failureOf } from "./failureOf.ts";

export interface Act {
  readonly isBusy: boolean;
  readonly failure: ApiFailure | null;
  /** Does it, unless it is being done; true when it worked. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly forget: () => void;
}

/**
 * Something that a button does: once at a time, with its failure to show. The next time begins when what the last one changed is on the
 * screen: a second click or letter before that was meant for what stood there.
 */
export function useAct(): Act {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [ended, setEnded] = useState(0);
  const begun = useRef(0);
  const shown = useRef(0);
  useLayoutEffect(() => {
    shown.current = ended;
  }, [ended]);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (begun.current !== shown.current) return false;
    begun.current += 1;
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    } finally {
      setBusy(false);
      setEnded(begun.current);
    }
  }, []);
  const forget = useCallback(() => setFailure(null), []);
  return { isBusy, failure, run, forget };
}
