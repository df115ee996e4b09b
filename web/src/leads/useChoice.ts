import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Lead } from "../api/Lead.ts";

export interface Choice {
  readonly ids: ReadonlySet<string>;
  /** Those of the chosen that are there, as they are now. */
  readonly leads: readonly Lead[];
  readonly toggle: (index: number, isRange: boolean) => void;
  readonly setAll: (isOn: boolean) => void;
  readonly clear: () => void;
}

const nothing: ReadonlySet<string> = new Set();

/** Leads of a list that were chosen, for all that is done with many. A range goes from the one chosen before. */
export function useChoice(leads: readonly Lead[]): Choice {
  const [ids, setIds] = useState(nothing);
  const last = useRef<number | null>(null);
  const list = useRef(leads);
  useEffect(() => {
    list.current = leads;
  }, [leads]);
  const toggle = useCallback((index: number, isRange: boolean) => {
    const from = isRange && last.current !== null ? last.current : index;
    last.current = index;
    setIds((known) => {
      const target = list.current[index];
      if (target === undefined) return known;
      const isOn = !known.has(target.id);
      const next = new Set(known);
      for (const { id } of list.current.slice(Math.min(from, index), Math.max(from, index) + 1)) {
        if (isOn) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  }, []);
  const setAll = useCallback((isOn: boolean) => setIds(isOn ? new Set(list.current.map(({ id }) => id)) : nothing), []);
  const clear = useCallback(() => setIds(nothing), []);
  const chosen = useMemo(() => ids.size === 0 ? [] : leads.filter(({ id }) => ids.has(id)), [ids, leads]);
  return { ids, leads: chosen, toggle, setAll, clear };
}
