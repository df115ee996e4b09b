import { Fragment, type ReactElement, useCallback, useEffect, useState } from "react";
import { leadHistory } from "../api/leadChanges.ts";
import type { HistoryEntry, HistoryPage } from "../api/LeadHistory.ts";
import { useSession } from "../app/SessionContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { FetchedList } from "../ui/FetchedList.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { usePages } from "../ui/usePages.ts";
import { HistoryEntryRow } from "./HistoryEntryRow.tsx";
import { newEntries } from "./news/newEntries.ts";
import type { SeenBefore } from "./news/useVisit.ts";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

interface HistorySectionProps {
  readonly leadId: string;
  /** The lead's version: with another one there is more history. */
  readonly version: number;
  readonly lookups: Lookups;
  /** What was seen before; a line stands above it. */
  readonly before: SeenBefore | null;
}

/** Who changed what, when, from what to what; folded, and fetched when it is opened. */
export default function HistorySection(props: HistorySectionProps): ReactElement {
  const words = useWords().history;
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="panel group min-w-0"
      data-testid="history"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-11 items-center justify-between gap-3 rounded-[0.625rem] px-4 marker:content-none [&::-webkit-details-marker]:hidden">
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-semibold">{words.title}</span>
          <span className="text-xs text-muted">{words.show}</span>
        </span>
        <span aria-hidden="true" className="text-muted transition-transform group-open:rotate-90">›</span>
      </summary>
      {isOpen && <History {...props} />}
    </details>
  );
}

function History({ leadId, version, lookups, before }: HistorySectionProps): ReactElement {
  const words = useWords();
  const { newAbove } = useWarRoomWords();
  const { user } = useSession();
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => leadHistory(leadId, cursor, signal),
    [leadId],
  );
  const pages = usePages<HistoryEntry, HistoryPage>(fetch);
  const { items, reload } = pages;
  const [seen, setSeen] = useState(version);
  useEffect(() => {
    if (seen === version) return;
    setSeen(version);
    void reload();
  }, [seen, version, reload]);
  const lastNew = before === null ? undefined : newEntries(items, before.upTo, user.id).at(-1)?.id;
  return (
    <div className="border-t border-line">
      <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload }}>
        {() => (
          <>
            {items.length === 0 && <p className="px-4 py-3 text-muted">{words.history.empty}</p>}
            <ol className="divide-y divide-line">
              {items.map((entry) => (
                <Fragment key={entry.id}>
                  <HistoryEntryRow entry={entry} lookups={lookups} />
                  {entry.id === lastNew && (
                    <li
                      className="flex items-center gap-3 bg-accent-soft px-4 py-1 text-xs font-medium text-accent"
                      data-testid="new-line"
                    >
                      <span aria-hidden="true">↑</span>
                      {newAbove}
                    </li>
                  )}
                </Fragment>
              ))}
            </ol>
            <MoreButton pages={pages} text={words.more} />
          </>
        )}
      </FetchedList>
    </div>
  );
}
