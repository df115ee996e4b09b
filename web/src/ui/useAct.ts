import { useCallback, useRef, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { failureOf } from "./failureOf.ts";

export interface Act {
  readonly isBusy: boolean;
  readonly failure: ApiFailure | null;
  /** Does it, unless it is being done; true when it worked. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly forget: () => void;
}

/** Something that a button does: once at a time, with its failure to show. */
export function useAct(): Act {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const isRunning = useRef(false);
  const run = useCallback(async (work: () => Promise<unknown>) => {
    if (isRunning.current) return false;
    isRunning.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  }, []);
  const forget = useCallback(() => setFailure(null), []);
  return { isBusy, failure, run, forget };
}
