import type { HistoryEntry } from "../../api/LeadHistory.ts";

/** Of a history, the newest first, what others did behind the entry that was seen last. Ids sort by time. */
export function newEntries(
  entries: readonly HistoryEntry[],
  seenUpTo: string | null,
  personId: string,
): readonly HistoryEntry[] {
  return entries.filter(({ id, actor, mergedFrom }) =>
    id > (seenUpTo ?? "") && mergedFrom === null && !(actor.kind === "person" && actor.id === personId)
  );
}

/** The fields that they changed, each once. */
export function newFields(entries: readonly HistoryEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap(({ changes }) => changes.map(({ field }) => field)));
}
