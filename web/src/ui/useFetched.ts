import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { failureOf } from "./failureOf.ts";

export interface Fetched<Value> {
  /** What was fetched last; null until then. */
  readonly value: Value | null;
  readonly failure: ApiFailure | null;
  readonly reload: () => Promise<void>;
  /** Shows what an answer already told; a question that is on its way, which may not know it, is asked again. */
  readonly replace: (value: Value) => void;
}

/** Something of the node, fetched when it is first shown and as often as asked for. `fetch` must stay the same function. */
export function useFetched<Value>(fetch: (signal: AbortSignal) => Promise<Value>): Fetched<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const request = useRef<AbortController | null>(null);
  const reload = useCallback(async () => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    try {
      const fetched = await fetch(controller.signal);
      if (controller.signal.aborted) return;
      setValue(fetched);
      setFailure(null);
    } catch (error) {
      if (!controller.signal.aborted) setFailure(failureOf(error));
    } finally {
      if (request.current === controller) request.current = null;
    }
  }, [fetch]);
  useEffect(() => {
    void reload();
    return () => request.current?.abort();
  }, [reload]);
  const replace = useCallback((known: Value) => {
    setValue(() => known);
    if (request.current !== null) void reload();
  }, [reload]);
  return { value, failure, reload, replace };
}
