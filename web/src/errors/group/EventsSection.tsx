import { type ReactElement, useCallback } from "react";
import { type ErrorEventPage, type ErrorEventSummary, listErrorEvents } from "../../api/errors.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { Section } from "../../ui/Section.tsx";
import { usePages } from "../../ui/usePages.ts";
import { useWords } from "../words/useWords.ts";

interface EventsSectionProps {
  readonly id: string;
  readonly chosenId: string | null;
  readonly onChoose: (event: ErrorEventSummary) => void;
}

/** The single times that it happened, the newest first. */
export function EventsSection({ id, chosenId, onChoose }: EventsSectionProps): ReactElement {
  const words = useWords().group;
  const { formats } = useSpeech();
  const now = useNow();
  const pages = usePages<ErrorEventSummary, ErrorEventPage>(
    useCallback((cursor: string | null, signal: AbortSignal) => listErrorEvents(id, cursor, signal), [id]),
  );
  return (
    <Section title={words.events}>
      <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }}>
        {() =>
          pages.items.length === 0
            ? <p className="px-4 py-3 text-muted">{words.noEvents}</p>
            : (
              <ul className="max-h-96 divide-y divide-line overflow-y-auto" data-testid="events">
                {pages.items.map((event) => (
                  <li key={event.eventId}>
                    <button
                      type="button"
                      aria-label={words.showEventOf(event.eventId.slice(0, 8))}
                      aria-pressed={event.eventId === chosenId}
                      onClick={() => onChoose(event)}
                      className="flex w-full items-baseline justify-between gap-3 px-4 py-2 text-left -outline-offset-2 hover:bg-sunken aria-pressed:bg-accent-soft"
                    >
                      <span className="min-w-0">
                        <code className="font-mono text-xs">{event.eventId.slice(0, 8)}</code>
                        {typeof event.release === "string" && (
                          <span className="block truncate text-xs text-muted">{event.release}</span>
                        )}
                      </span>
                      <time
                        dateTime={event.receivedAt}
                        title={formats.dateTime(event.receivedAt)}
                        className="shrink-0 text-xs text-muted"
                      >
                        {formats.ago(event.receivedAt, now)}
                      </time>
                    </button>
                  </li>
                ))}
              </ul>
            )}
      </FetchedList>
      <MoreButton pages={pages} />
    </Section>
  );
}
