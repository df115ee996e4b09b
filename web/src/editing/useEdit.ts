import { useCallback, useEffect, useRef, useState } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import { isRecord } from "../api/isRecord.ts";
import { failureOf } from "../ui/failureOf.ts";
import { WorkQueue } from "../ui/WorkQueue.ts";
import { begin, changeOf, type Edit, isUntouched, kept, rebased, stored, taken, typed } from "./edit.ts";

/** A change that meets no other one is sent again on what is there now; so often, others would have to be very busy. */
const ATTEMPTS = 4;

export interface Editing<Fields extends object> {
  readonly edit: Edit<Fields>;
  readonly isBusy: boolean;
  readonly failure: ApiFailure | null;
  readonly type: <Name extends keyof Fields>(field: Name, value: Fields[Name]) => void;
  readonly keep: (field: keyof Fields) => void;
  readonly take: (field: keyof Fields) => void;
  readonly forget: () => void;
  /** Sends what was written, once nothing is left to decide; true when it is stored. */
  readonly save: (more?: Partial<Fields>) => Promise<boolean>;
}

/**
 * Writing over a thing that others may change meanwhile, live or found out when it is saved.
 * `store` sends a change based on a version and returns the thing as it is then; it and `names` must stay the same.
 */
export function useEdit<Fields extends object>(
  thing: Fields & { readonly version: number },
  names: readonly (keyof Fields)[],
  store: (version: number, change: Partial<Fields>) => Promise<Fields & { readonly version: number }>,
): Editing<Fields> {
  const [edit, show] = useState<Edit<Fields>>(() => begin(pick<Fields>(thing, names), thing.version));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const latest = useRef<Edit<Fields>>(edit);
  const [sending] = useState(() => new WorkQueue());
  const set = useCallback((next: Edit<Fields>) => {
    latest.current = next;
    show(next);
  }, []);
  useEffect(() => set(rebased(latest.current, pick<Fields>(thing, names), thing.version)), [thing, names, set]);

  const send = useCallback(async () => {
    setBusy(true);
    setFailure(null);
    try {
      for (let attempt = 1; latest.current.conflicts.length === 0; attempt += 1) {
        const sent = latest.current;
        const change = changeOf(sent);
        try {
          const thing = Object.keys(change).length === 0
            ? { ...sent.base, version: sent.version }
            // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
            : await store(sent.version, change);
          set(stored(latest.current, sent, pick<Fields>(thing, names), thing.version));
          return true;
        } catch (error) {
          const current = currentOf<Fields>(error);
          if (current === null || attempt === ATTEMPTS) throw error;
          set(rebased(latest.current, pick<Fields>(current, names), current.version));
        }
      }
      return false;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  }, [names, store, set]);

  const save = useCallback((more: Partial<Fields> = {}) => {
    const chosen = Object.keys(more) as (keyof Fields)[];
    const choose = () => {
      for (const name of chosen) set(typed(latest.current, name, more[name] as Fields[typeof name]));
    };
    choose();
    // A second press while it is on its way is none, but a further choice is sent after it.
    if (sending.length > 0 && chosen.length === 0) return Promise.resolve(false);
    return sending.add(() => {
      // What it was when it was chosen may be what is to be changed by now.
      choose();
      return send();
    });
  }, [send, sending, set]);

  return {
    edit,
    isBusy,
    failure,
    save,
    type: useCallback((field, value) => set(typed(latest.current, field, value)), [set]),
    keep: useCallback((field) => set(kept(latest.current, field)), [set]),
    take: useCallback((field) => set(taken(latest.current, field)), [set]),
    forget: useCallback(() => {
      setFailure(null);
      if (!isUntouched(latest.current)) set(begin(latest.current.base, latest.current.version));
    }, [set]),
  };
}

/** The thing as it is now, which the node's refusal of a stale version carries. */
function currentOf<Fields extends object>(error: unknown): (Fields & { readonly version: number }) | null {
  if (!(error instanceof ApiFailure) || error.code !== "stale_version") return null;
  const { current } = error.problem;
  return isRecord(current) && typeof current["version"] === "number"
    ? current as unknown as Fields & { readonly version: number }
    : null;
}

function pick<Fields extends object>(thing: Fields, names: readonly (keyof Fields)[]): Fields {
  return Object.fromEntries(names.map((name) => [name, thing[name]])) as Fields;
}
