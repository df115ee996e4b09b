import type { ReactElement } from "react";
import { inboxPath } from "../app/Route.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Link } from "../ui/Link.tsx";
import { usePopup } from "../ui/usePopup.ts";
import { NotificationRow } from "./NotificationRow.tsx";
import { sentenceOf } from "./sentence.ts";
import { useInbox } from "./useInbox.ts";
import { useWords } from "./words/useWords.ts";

/** A glance; the rest is on the page. */
const SHOWN = 8;
/** More is not counted on the bell. */
const COUNTED = 99;

/** How much is unread, live on every page; what came last behind it. */
export default function InboxBell({ isOnPage }: { readonly isOnPage: boolean }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const { pages, unread, latest, act, mark, markAll } = useInbox(false, SHOWN);
  const { isOpen, setOpen, whole, button, onKeyDown } = usePopup();
  const close = () => setOpen(false);
  const count = unread ?? 0;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes from anywhere inside
    <div ref={whole} className="relative" onKeyDown={onKeyDown}>
      <Button
        ref={button}
        look="quiet"
        className="relative min-w-9 px-2!"
        aria-label={count === 0 ? words.title : words.bell(formats.number(count))}
        aria-expanded={isOpen}
        aria-controls="inbox-panel"
        data-testid="bell"
        data-unread={unread ?? ""}
        onClick={() => setOpen(!isOpen)}
      >
        <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 fill-none stroke-current stroke-[1.6]">
          <path
            strokeLinecap="round"
            strokeLinejoin="round"
            d="M4 14.5c1.2-1.2 1.5-2.6 1.5-5a4.5 4.5 0 0 1 9 0c0 2.4.3 3.8 1.5 5zM8.3 17a1.8 1.8 0 0 0 3.4 0M10 5V3.5"
          />
        </svg>
        {count > 0 && (
          <span
            aria-hidden="true"
            className="absolute -top-0.5 right-0 min-w-4 rounded-full bg-bad px-1 text-center text-[0.6875rem] leading-4 font-semibold text-on-bad tabular-nums"
          >
            {count > COUNTED ? `${COUNTED}+` : formats.number(count)}
          </span>
        )}
      </Button>
      {/* What a page announces of itself is another region's. */}
      <p role="status" className="sr-only">{latest !== null && sentenceOf(latest, words)}</p>
      {isOpen && (
        <div
          id="inbox-panel"
          data-testid="inbox-panel"
          className="panel absolute -right-16 z-20 mt-1 flex max-h-[calc(100dvh-4.5rem)] w-96 max-w-[calc(100vw-2rem)] flex-col shadow-xl md:right-0"
        >
          <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-1.5">
            <h2 className="font-semibold">{words.title}</h2>
            <Button look="quiet" className="px-2!" aria-disabled={count === 0} onClick={markAll}>
              {words.markAll}
            </Button>
          </div>
          {act.failure !== null && <FailureNotice failure={act.failure} />}
          <div className="min-h-0 flex-1 overflow-y-auto">
            <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }}>
              {() =>
                pages.items.length === 0
                  ? <p className="px-4 py-6 text-center text-muted">{words.emptyTitle}</p>
                  : (
                    <ul className="divide-y divide-line">
                      {pages.items.slice(0, SHOWN).map((notification) => (
                        <NotificationRow
                          key={notification.id}
                          notification={notification}
                          onOpen={() => {
                            close();
                            void mark(notification, true);
                          }}
                        />
                      ))}
                    </ul>
                  )}
            </FetchedList>
          </div>
          {!isOnPage && (
            <Link to={inboxPath} className={`${buttonClass("quiet")} m-1`} onFollow={close}>{words.openAll}</Link>
          )}
        </div>
      )}
    </div>
  );
}
