import type { ReactElement, ReactNode } from "react";
import type { Notification, NotificationKind } from "../api/notifications.ts";
import { useNow } from "../app/useNow.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Link } from "../ui/Link.tsx";
import { detailOf, sentenceOf } from "./sentence.ts";
import { subjectPath } from "./subjectPath.ts";
import { useWords } from "./words/useWords.ts";

const signs: Readonly<Record<NotificationKind, string>> = {
  mention: "@",
  reply: "↩",
  assignment: "→",
  reminder: "◷",
  ready: "✓",
  failed: "!",
  payout: "€",
  import: "⇥",
  file_damaged: "!",
  member: "+",
  webhook_disabled: "!",
  alert: "!",
};

interface NotificationRowProps {
  readonly notification: Notification;
  /** Before its subject is opened. */
  readonly onOpen: () => void;
  readonly children?: ReactNode;
}

/** What happened, when, and how often; opening it reads it. */
export function NotificationRow({ notification, onOpen, children }: NotificationRowProps): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const now = useNow();
  const isUnread = notification.readAt === null;
  const path = subjectPath(notification);
  const detail = detailOf(notification);
  const whole = (
    <>
      <span className={isUnread ? "font-semibold" : ""}>{sentenceOf(notification, words)}</span>
      {notification.count > 1 && (
        <span className="ml-1.5 text-xs text-muted">{words.times(formats.number(notification.count))}</span>
      )}
      {isUnread && <span className="sr-only">{words.unreadMark}</span>}
      {detail !== null && <span className="line-clamp-2 text-muted">{detail}</span>}
      <span className="block text-xs text-muted">
        <time dateTime={notification.updatedAt}>{formats.ago(notification.updatedAt, now)}</time>
      </span>
    </>
  );
  const className = "min-w-0 flex-1 py-2.5 wrap-anywhere -outline-offset-2";
  return (
    <li
      data-testid="notification"
      data-kind={notification.kind}
      data-unread={isUnread}
      className={`flex items-start gap-3 px-4 ${isUnread ? "bg-accent-soft/50" : ""}`}
    >
      <span
        aria-hidden="true"
        className={`mt-2.5 grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold ${
          isUnread ? "bg-accent text-on-accent" : "bg-sunken text-muted"
        }`}
      >
        {signs[notification.kind] ?? "•"}
      </span>
      {path === null
        ? <button type="button" className={`${className} text-left`} onClick={onOpen}>{whole}</button>
        : <Link to={path} className={className} onFollow={onOpen}>{whole}</Link>}
      {children}
    </li>
  );
}
