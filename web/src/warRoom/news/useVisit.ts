import { useEffect, useRef, useState } from "react";
import { ApiFailure } from "../../api/ApiFailure.ts";
import { visitLead } from "../../api/visits.ts";
import type { WarRoom } from "../../api/WarRoom.ts";

/** Who looks at a lead for so long has seen it. */
const LOOK_MS = 1_500;
/** Who was away from the page for so long comes back to it, as to one that is opened again. */
const AWAY_MS = 5 * 60_000;

/** What one had seen of a lead before one looks at it. */
export interface SeenBefore {
  /** The last entry of its history; null when there was none. */
  readonly upTo: string | null;
  readonly at: string;
  /** How much happened since, as far as that was known at once. */
  readonly changes: number;
  /** True for who left it open and comes back: what happened meanwhile may become known only then. */
  readonly isReturn: boolean;
}

/** Keeps what was seen before for the length of a visit, and tells the node what is seen in it. */
export function useVisit(room: WarRoom | null): SeenBefore | null {
  const [before, setBefore] = useState<SeenBefore | null | undefined>(undefined);
  if (before === undefined && room !== null) {
    setBefore(room.seen === null ? null : { ...room.seen, changes: room.newChanges, isReturn: false });
  }
  const leadId = room?.lead.id ?? null;
  const lastChange = room?.lastChange ?? null;
  /** What the node was told last, so that it is told once. */
  const told = useRef<{ readonly upTo: string | null } | null>(null);
  const known = room?.seen ?? null;
  useEffect(() => {
    if (told.current === null) told.current = known;
  }, [known]);

  useEffect(() => {
    if (leadId === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = async () => {
      if (!navigator.onLine) return;
      const last = told.current;
      if (last !== null && last.upTo === lastChange) return;
      told.current = { upTo: lastChange };
      try {
        await visitLead(leadId, lastChange);
      } catch (error) {
        // What was seen is shown as new once more; nothing of it is worth a word.
        if (!(error instanceof ApiFailure)) throw error;
        told.current = last;
      }
    };
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") timer = setTimeout(() => void tell(), LOOK_MS);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [leadId, lastChange]);

  useEffect(() => {
    let leftAtMs: number | null = null;
    const onChange = () => {
      if (document.visibilityState === "hidden") {
        leftAtMs = Date.now();
        return;
      }
      if (leftAtMs !== null && Date.now() - leftAtMs >= AWAY_MS && told.current !== null) {
        const { upTo } = told.current;
        setBefore({ upTo, at: new Date(leftAtMs).toISOString(), changes: 0, isReturn: true });
      }
      leftAtMs = null;
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
  return before ?? null;
}
