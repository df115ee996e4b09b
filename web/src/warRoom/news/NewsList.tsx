import type { ReactElement } from "react";
import type { HistoryEntry } from "../../api/LeadHistory.ts";
import { useLookups } from "../../leadWork/useLookups.ts";
import { HistoryEntryRow } from "../HistoryEntryRow.tsx";

/** What others did, entry by entry; loaded when it is opened. */
export default function NewsList(
  { entries, projectId }: { readonly entries: readonly HistoryEntry[]; readonly projectId: string },
): ReactElement {
  const lookups = useLookups(projectId);
  return (
    <ol className="max-h-96 divide-y divide-line overflow-y-auto border-t border-line">
      {entries.map((entry) => <HistoryEntryRow key={entry.id} entry={entry} lookups={lookups} />)}
    </ol>
  );
}
