import { useCallback, useMemo, useState } from "react";
import { leadHistory } from "../../api/leadChanges.ts";
import type { HistoryEntry, HistoryPage } from "../../api/LeadHistory.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { newEntries } from "./newEntries.ts";
import type { SeenBefore } from "./useVisit.ts";

const nothing: HistoryPage = { items: [], next: null };

/**
 * What others did to a lead since it was seen before, the newest first, as far as one slice of its history tells. Decided once a
 * visit: what happens in front of somebody’s eyes is shown where it happens.
 */
export function useNews(leadId: string, before: SeenBefore | null, lastChange: string | null): readonly HistoryEntry[] {
  const { user } = useSession();
  const seenUpTo = before?.upTo ?? "";
  const there = before !== null && lastChange !== null && lastChange > seenUpTo ? lastChange : null;
  const [first, setFirst] = useState({ before, there });
  if (first.before !== before) setFirst({ before, there });
  const wanted = before?.isReturn === true ? there : first.there;
  const fetch = useCallback(
    (signal: AbortSignal) => wanted === null ? Promise.resolve(nothing) : leadHistory(leadId, null, signal),
    [wanted, leadId],
  );
  const { value } = useFetched(fetch);
  return useMemo(() => newEntries(value?.items ?? [], wanted === null ? "~" : seenUpTo, user.id), [
    value,
    wanted,
    seenUpTo,
    user.id,
  ]);
}
