import type { ReactElement } from "react";
import type { FieldChange, HistoryEntry } from "../api/LeadHistory.ts";
import { useNow } from "../app/useNow.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { fieldLabel, fieldText } from "../leadWork/fieldText.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { useWords } from "../leadWork/words/useWords.ts";

/** From what was to what is. */
const ARROW = " → ";

/** Who did what to a lead, and when. */
export function HistoryEntryRow(
  { entry, lookups }: { readonly entry: HistoryEntry; readonly lookups: Lookups },
): ReactElement {
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
