import { type ReactElement, Suspense, useMemo, useState } from "react";
import type { HistoryEntry } from "../../api/LeadHistory.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { fieldLabel } from "../../leadWork/fieldText.ts";
import { useWords } from "../../leadWork/words/useWords.ts";
import { lazy } from "../../ui/lazy.ts";
import { useWarRoomWords } from "../words/useWarRoomWords.ts";
import { newFields } from "./newEntries.ts";
import type { SeenBefore } from "./useVisit.ts";

const NewsList = lazy(() => import("./NewsList.tsx"));

interface NewsBarProps {
  readonly before: SeenBefore;
  readonly entries: readonly HistoryEntry[];
  readonly projectId: string;
}

/** What others did since the last visit: how much at a glance, each when it is opened. As high before it is known as after. */
export function NewsBar({ before, entries, projectId }: NewsBarProps): ReactElement | null {
  const words = useWarRoomWords();
  const leadWork = useWords();
  const { formats } = useSpeech();
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  const fields = useMemo(
    () => [...newFields(entries)].map((field) => fieldLabel(leadWork, field)).join(", "),
    [entries, leadWork],
  );
  const count = Math.max(entries.length, before.changes);
  if (count === 0) return null;
  return (
    <details
      className="panel group min-w-0 border-accent/50"
      data-testid="news"
      data-count={count}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-11 items-center justify-between gap-3 rounded-[0.625rem] px-4 marker:content-none [&::-webkit-details-marker]:hidden">
        <span className="flex min-w-0 items-center gap-3">
          <span aria-hidden="true" className="size-2 shrink-0 rounded-full bg-accent" />
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3 py-2">
            <span className="font-semibold">{words.news(count, formats.ago(before.at, now))}</span>
            <span className="min-w-0 text-xs text-muted">{fields}</span>
          </span>
        </span>
        <span aria-hidden="true" className="text-muted transition-transform group-open:rotate-90">›</span>
      </summary>
      {isOpen && (
        <Suspense fallback={<div className="h-24" />}>
          <NewsList entries={entries} projectId={projectId} />
        </Suspense>
      )}
    </details>
  );
}
