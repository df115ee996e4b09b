import { useCallback, useEffect, useRef } from "react";
import type { Lead } from "../api/Lead.ts";
import type { LeadChange } from "../api/leadChanges.ts";
import { editWrite } from "./leadWrites.ts";
import { useWriteQueue } from "./writes.ts";

/** Stores changes of a lead, as `useEdit` wants it; one that cannot be sent counts as stored, since it is kept and shown. */
export function useLeadStore(
  lead: Lead,
  onChanged: (lead: Lead) => void,
): (version: number, change: LeadChange) => Promise<Lead> {
  const queue = useWriteQueue();
  const latest = useRef(lead);
  useEffect(() => {
    latest.current = lead;
  }, [lead]);
  return useCallback(async (version, change) => {
    const outcome = await queue.perform<Lead>(editWrite(latest.current, version, change));
    const stored = outcome.isKept ? { ...latest.current, ...change } : outcome.answer;
    onChanged(stored);
    return stored;
  }, [queue, onChanged]);
}
