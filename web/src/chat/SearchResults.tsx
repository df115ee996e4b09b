import { type ReactElement, useCallback, useState } from "react";
import { type MessageHit, searchMessages } from "../api/chat.ts";
import { chatPath } from "../app/Route.ts";
import { marked } from "../finding/marked.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Link } from "../ui/Link.tsx";
import { useAct } from "../ui/useAct.ts";
import { useFetched } from "../ui/useFetched.ts";
import { useWords } from "./words/useWords.ts";

interface SearchResultsProps {
  readonly text: string;
  /** Null for all of them. */
  readonly channelId: string | null;
}

/** The messages that have all the words, the newest first. */
export function SearchResults({ text, channelId }: SearchResultsProps): ReactElement {
  const words = useWords();
  const fetch = useCallback(
    (signal: AbortSignal) => searchMessages(text, channelId, null, signal),
    [text, channelId],
  );
  const fetched = useFetched(fetch);
  const act = useAct();
  const { value, replace } = fetched;
  const [isOver, setOver] = useState(false);
  const more = () =>
    void act.run(async () => {
      if (value === null || value.next === null) return;
      const page = await searchMessages(text, channelId, value.next, new AbortController().signal);
      replace({ items: [...value.items, ...page.items], next: page.next });
      setOver(page.next === null);
    });
  return (
    <section aria-label={words.searchResults} data-testid="message-hits">
      <FetchedList fetched={fetched}>
        {(page) => (
          <>
            {page.items.length === 0 && <p className="px-2 py-3 text-muted">{words.nothingFound}</p>}
            <ul className="flex flex-col gap-1">
              {page.items.map((hit) => <HitRow key={hit.message.id} hit={hit} />)}
            </ul>
            {page.next !== null && !isOver && (
              <Button look="quiet" aria-disabled={act.isBusy} onClick={more}>{words.moreResults}</Button>
            )}
          </>
        )}
      </FetchedList>
    </section>
  );
}

function HitRow({ hit: { message, channel, highlights } }: { readonly hit: MessageHit }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  return (
    <li>
      <Link
        to={chatPath(channel.id, message.seq)}
        data-testid="message-hit"
        className="block rounded-lg px-2 py-1.5 hover:bg-sunken"
      >
        <span className="flex flex-wrap justify-between gap-x-2 text-xs text-muted">
          <span className="font-medium">{message.authorName ?? words.formerMember} · {channel.name}</span>
          <time dateTime={message.createdAt}>{formats.day(message.createdAt)}</time>
        </span>
        <span className="line-clamp-3 wrap-anywhere" dir="auto">
          {highlights.map(({ text, ranges }) =>
            marked(text, ranges).map((piece, index) =>
              piece.isFound
                // oxlint-disable-next-line react/no-array-index-key -- pieces have their places
                ? <mark key={index} className="rounded-xs bg-accent-soft text-accent">{piece.text}</mark>
                : piece.text
            )
          )}
        </span>
      </Link>
    </li>
  );
}
