import { type ReactElement, useCallback, useEffect, useState } from "react";
import { leadHistory } from "../api/leadChanges.ts";
import type { FieldChange, HistoryEntry } from "../api/LeadHistory.ts";
import { useNow } from "../app/useNow.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { fieldLabel, fieldText } from "../leadWork/fieldText.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { useAct } from "../ui/useAct.ts";
import { useFetched } from "../ui/useFetched.ts";

/** From what was to what is. */
const ARROW = " → ";

interface HistorySectionProps {
  readonly leadId: string;
  /** The lead's version: with another one there is more history. */
  readonly version: number;
  readonly lookups: Lookups;
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

function History({ leadId, version, lookups }: HistorySectionProps): ReactElement {
  const words = useWords();
  const more = useAct();
  const fetch = useCallback((signal: AbortSignal) => leadHistory(leadId, null, signal), [leadId]);
  const fetched = useFetched(fetch);
  const { value, replace, reload } = fetched;
  const [seen, setSeen] = useState(version);
  useEffect(() => {
    if (seen === version) return;
    setSeen(version);
    void reload();
  }, [seen, version, reload]);
  const loadMore = () =>
    more.run(async () => {
      if (value?.next === undefined || value.next === null) return;
      const page = await leadHistory(leadId, value.next);
      const known = new Set(value.items.map(({ id }) => id));
      replace({ ...page, items: [...value.items, ...page.items.filter(({ id }) => !known.has(id))] });
    });
  return (
    <div className="border-t border-line">
      <FetchedList fetched={fetched}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <p className="px-4 py-3 text-muted">{words.history.empty}</p>}
            <ol className="divide-y divide-line">
              {items.map((entry) => <Entry key={entry.id} entry={entry} lookups={lookups} />)}
            </ol>
            {more.failure !== null && <FailureNotice failure={more.failure} />}
            {next !== null && (
              <div className="border-t border-line px-4 py-2 text-center">
                <Button look="quiet" aria-disabled={more.isBusy} onClick={() => void loadMore()}>{words.more}</Button>
              </div>
            )}
          </>
        )}
      </FetchedList>
    </div>
  );
}

function Entry({ entry, lookups }: { readonly entry: HistoryEntry; readonly lookups: Lookups }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const now = useNow();
  const { kind, name } = entry.actor;
  const who = name === null
    ? words.history.actors[kind]
    : kind === "person"
    ? name
    : `${name} (${words.history.actors[kind].toLocaleLowerCase()})`;
  return (
    <li className="px-4 py-2.5" data-testid="history-entry">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{who}</span>
        <time dateTime={entry.at} title={formats.dateTime(entry.at)} className="text-xs text-muted">
          {formats.ago(entry.at, now)}
        </time>
      </p>
      <ul>
        {entry.changes.map((change, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a field may change twice in one entry, and entries stay as they are
          <Change key={index} change={change} lookups={lookups} />
        ))}
      </ul>
    </li>
  );
}

function Change({ change, lookups }: { readonly change: FieldChange; readonly lookups: Lookups }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const around = { words, formats, lookups };
  const before = fieldText(change.field, change.before, around);
  const after = fieldText(change.field, change.after, around);
  return (
    <li className="break-words">
      <span className="text-muted">{`${fieldLabel(words, change.field)} `}</span>
      {before !== null && <del className="text-muted decoration-muted/60">{before}</del>}
      {before !== null && (
        <>
          <span aria-hidden="true">{ARROW}</span>
          <span className="sr-only">{` ${words.history.became} `}</span>
        </>
      )}
      {after === null
        ? <span className="text-muted">{words.history.nothing}</span>
        : <ins className="no-underline">{after}</ins>}
    </li>
  );
}
