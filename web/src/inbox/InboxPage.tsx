import { type ReactElement, useState } from "react";
import { settingsPath } from "../app/Route.ts";
import { useHeadingFocus } from "../app/useHeadingFocus.ts";
import { useTitle } from "../app/useTitle.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { Choice } from "../ui/Choice.tsx";
import { EmptyNote } from "../ui/EmptyNote.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Link } from "../ui/Link.tsx";
import { Menu } from "../ui/Menu.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { NotificationRow } from "./NotificationRow.tsx";
import { useInbox } from "./useInbox.ts";
import { useWords } from "./words/useWords.ts";

const PAGE_SIZE = 50;

/** All that one is told of, what happened last first. */
export default function InboxPage(): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const heading = useHeadingFocus();
  const [shown, setShown] = useState<"all" | "unread">("all");
  const { pages, unread, act, mark, markAll, remove } = useInbox(shown === "unread", PAGE_SIZE);
  useTitle(unread !== null && unread > 0 ? `(${unread}) ${words.title}` : words.title);
  return (
    <div className="mx-auto max-w-3xl px-4 py-4 md:py-6">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
        <Choice
          label={words.show}
          value={shown}
          onChange={setShown}
          options={[
            { value: "all", label: words.all },
            {
              value: "unread",
              label: unread === null || unread === 0 ? words.unread : words.unreadOf(formats.number(unread)),
            },
          ]}
        />
        <span className="flex flex-1 flex-wrap justify-end gap-2">
          <Button look="quiet" aria-disabled={unread === 0} onClick={markAll}>{words.markAll}</Button>
          <Link to={settingsPath("notifications")} className={buttonClass("quiet")}>{words.preferences.open}</Link>
        </span>
      </div>
      {act.failure !== null && (
        <div className="mb-3">
          <FailureNotice failure={act.failure} />
        </div>
      )}
      <div className="panel">
        <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }} lines={6}>
          {() =>
            pages.items.length === 0 && pages.next === null
              ? (
                <EmptyNote
                  title={shown === "unread" ? words.noneUnreadTitle : words.emptyTitle}
                  text={shown === "unread" ? words.noneUnreadText : words.emptyText}
                />
              )
              : (
                <>
                  <ul className="divide-y divide-line" data-testid="notifications">
                    {pages.items.map((notification) => (
                      <NotificationRow
                        key={notification.id}
                        notification={notification}
                        onOpen={() => void mark(notification, true)}
                      >
                        <span className="mt-1">
                          <Menu
                            label={words.actions(notification.subject.title)}
                            items={[
                              notification.readAt === null
                                ? { label: words.markRead, onChoose: () => void mark(notification, true) }
                                : { label: words.markUnread, onChoose: () => void mark(notification, false) },
                              { label: words.remove, isDangerous: true, onChoose: () => remove(notification) },
                            ]}
                          />
                        </span>
                      </NotificationRow>
                    ))}
                  </ul>
                  <MoreButton pages={pages} />
                </>
              )}
        </FetchedList>
      </div>
    </div>
  );
}
