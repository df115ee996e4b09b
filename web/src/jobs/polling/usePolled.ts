import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiFailure } from "../../api/ApiFailure.ts";
import { failureOf } from "../../ui/failureOf.ts";
import { beforePolling, type PollInput, pollStep } from "./pollMachine.ts";

export interface Polled<Value> {
  /** What the node answered last; null until then. */
  readonly value: Value | null;
  readonly failure: ApiFailure | null;
  /** When the value was true. */
  readonly asOf: number | null;
  /** Asks at once. */
  readonly reload: () => void;
}

/** Something of the node, asked for again and again while the page is in view. `fetch` and `isOver` must stay the same. */
export function usePolled<Value>(
  fetch: (signal: AbortSignal) => Promise<Value>,
  intervalMs: number,
  isOver: (value: Value) => boolean = never,
): Polled<Value> {
  const [known, setKnown] = useState<Pick<Polled<Value>, "value" | "failure" | "asOf">>(nothing);
  const send = useRef<(input: PollInput) => void>(() => {});

  useEffect(() => {
    let state = beforePolling;
    let end = () => {};
    const step = (input: PollInput) => {
      const result = pollStep(state, input, intervalMs);
      state = result.state;
      if (result.effect === null) return;
      end();
      end = () => {};
      if (result.effect.kind === "ask") end = ask();
      if (result.effect.kind === "rest") {
        const timer = setTimeout(() => step({ kind: "rested" }), result.effect.ms);
        end = () => clearTimeout(timer);
      }
    };
    const ask = () => {
      const controller = new AbortController();
      const carryOut = async () => {
        try {
          const value = await fetch(controller.signal);
          if (controller.signal.aborted) return;
          setKnown({ value, failure: null, asOf: Date.now() });
          step({ kind: "answered", isOver: isOver(value) });
        } catch (error) {
          if (controller.signal.aborted) return;
          const failure = failureOf(error);
          setKnown((before) => ({ ...before, failure }));
          step({ kind: "missed" });
        }
      };
      void carryOut();
      return () => controller.abort();
    };
    const onVisibility = () => step({ kind: document.visibilityState === "visible" ? "shown" : "hidden" });
    send.current = step;
    // The first answer is wanted even by a tab that was opened in the background.
    step({ kind: document.visibilityState === "visible" ? "shown" : "wanted" });
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      end();
      document.removeEventListener("visibilitychange", onVisibility);
    };
  }, [fetch, intervalMs, isOver]);

  const reload = useCallback(() => send.current({ kind: "wanted" }), []);
  return { ...known, reload };
}

const nothing = { value: null, failure: null, asOf: null };

function never(): boolean {
  return false;
}
