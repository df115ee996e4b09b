import { type ReactElement, type RefObject, useCallback, useEffect } from "react";
import type { LeadFilter } from "../api/LeadFilter.ts";
import { type Highlight, type SearchHit, searchLeads } from "../api/search.ts";
import { leadsPath, warRoomPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { EmptyList } from "../leads/EmptyList.tsx";
import { moveInList } from "../leads/listKeys.ts";
import { ListSkeleton } from "../leads/ListSkeleton.tsx";
import { useWords } from "../leadWork/words/useWords.ts";
import { envelopeOf, isLeadChange } from "../realtime/Envelope.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { workspaceTopic } from "../realtime/topics.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Link } from "../ui/Link.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { useSoon } from "../ui/useSoon.ts";
import { marked } from "./marked.ts";

/** Changes seldom come alone; one question serves those of this long. */
const RENEW_AFTER_MS = 1_000;

/** What a row shows in its own place; other highlights stand below it. */
const ownPlaces: ReadonlySet<string> = new Set(["company", "domain"]);

interface SearchResultsProps {
  readonly filter: LeadFilter;
  readonly rows: RefObject<HTMLUListElement>;
  readonly now: number;
}

/** The leads that have the words, the best match first, with where the words stand. */
export default function SearchResults({ filter, rows, now }: SearchResultsProps): ReactElement {
  const words = useWords().find;
  const { messages, formats } = useSpeech();
  const { text } = filter;
  const fetch = useCallback(async (signal: AbortSignal) => ({ text, answer: await searchLeads(text, signal) }), [text]);
  const { value, failure, reload } = useFetched(fetch);
  useRenewal(reload);
  if (failure !== null) {
    return (
      <FailureNotice failure={failure}>
        <Button onClick={() => void reload()}>{messages.failure.retry}</Button>
      </FailureNotice>
    );
  }
  if (value === null) {
    return (
      <div className="panel">
        <ListSkeleton />
      </div>
    );
  }
  const { items, truncated } = value.answer;
  return (
    <div className="panel overflow-hidden" aria-busy={value.text !== text}>
      {items.length === 0 ? <EmptyList filter={filter} /> : (
        <>
          <p role="status" className="border-b border-line bg-sunken px-4 py-1.5 text-xs text-muted">
            {truncated ? words.truncated : words.results(items.length)}{" "}
            <Link to={leadsPath({ ...filter, rest: "sort=-created" })} className="text-accent underline">
              {words.inOrder}
            </Link>
          </p>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the links inside */}
          <ul ref={rows} aria-label={words.resultsLabel} data-testid="search-results" onKeyDown={moveInList}>
            {items.map((hit) => (
              <Hit
                key={hit.lead.id}
                hit={hit}
                aside={hit.lead.score === null ? formats.ago(hit.lead.createdAt, now) : formats.number(hit.lead.score)}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Hit({ hit: { lead, highlights }, aside }: { readonly hit: SearchHit; readonly aside: string }): ReactElement {
  const words = useWords();
  const inPlace = (field: string, text: string) => {
    const found = highlights.find((highlight) => highlight.field === field && highlight.text === text);
    return found === undefined ? text : <Marked highlight={found} />;
  };
  const others = highlights.filter(({ field, text }) =>
    !ownPlaces.has(field) || (field === "company" && text !== lead.company) ||
    (field === "domain" && text !== lead.domain)
  );
  return (
    <li data-testid="search-hit" data-lead-id={lead.id} className="border-b border-line last:border-0">
      <Link
        to={warRoomPath(lead.id)}
        data-lead-link=""
        className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 px-4 py-2 -outline-offset-2 hover:bg-sunken"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{inPlace("company", lead.company)}</span>
          {lead.domain !== null && (
            <span className="block truncate text-xs text-muted">{inPlace("domain", lead.domain)}</span>
          )}
          {others.map((highlight) => (
            <span key={`${highlight.field} ${highlight.text}`} className="mt-0.5 line-clamp-2 text-xs wrap-anywhere">
              <span className="text-muted">{`${words.find.foundIn[highlight.field]} `}</span>
              <Marked highlight={highlight} />
            </span>
          ))}
        </span>
        <span className="flex flex-col items-end gap-1">
          <StatusBadge status={lead.status} />
          <span className="text-xs text-muted tabular-nums">
            {lead.archivedAt === null ? aside : words.fields.archivedAt}
          </span>
        </span>
      </Link>
    </li>
  );
}

function Marked({ highlight }: { readonly highlight: Highlight }): ReactElement {
  return (
    <>
      {marked(highlight.text, highlight.ranges).map((piece, index) => (
        piece.isFound
          // oxlint-disable-next-line react/no-array-index-key -- pieces have their places
          ? <mark key={index} className="rounded-xs bg-accent-soft text-accent">{piece.text}</mark>
          : piece.text
      ))}
    </>
  );
}

/** Asks again after the workspace's leads changed. */
function useRenewal(reload: () => Promise<void>): void {
  const realtime = useRealtime();
  const { workspace } = useSession();
  const soon = useSoon(reload, RENEW_AFTER_MS);
  useEffect(
    () =>
      realtime.listen(workspaceTopic(workspace.id), {
        onBroadcast: (broadcast) => {
          const envelope = envelopeOf(broadcast);
          if (envelope !== null && isLeadChange(envelope)) soon();
        },
        onGap: soon,
      }),
    [realtime, workspace.id, soon],
  );
}
