import { useCallback, useState } from "react";
import {
  listNotifications,
  markAllRead,
  markRead,
  type Notification,
  type NotificationPage,
  removeNotification,
} from "../api/notifications.ts";
import { useSession } from "../app/SessionContext.ts";
import { inboxTopic } from "../realtime/topics.ts";
import { useRoomEvents } from "../realtime/useRoomEvents.ts";
import { type Act, useAct } from "../ui/useAct.ts";
import { type Pages, usePages } from "../ui/usePages.ts";
import { afterNews, type InboxNews, inboxNewsOf } from "./inboxList.ts";

export interface Inbox {
  readonly pages: Pages<Notification, NotificationPage>;
  /** Of all; null while it is not known. */
  readonly unread: number | null;
  /** What came last while the page was open. */
  readonly latest: Notification | null;
  readonly act: Act;
  readonly mark: (notification: Notification, isRead: boolean) => Promise<void>;
  readonly markAll: () => void;
  readonly remove: (notification: Notification) => void;
}

/** One's own inbox, kept live by the room that is one's own. */
export function useInbox(isUnread: boolean, limit: number): Inbox {
  const { inboxId } = useSession();
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => listNotifications({ isUnread, limit }, cursor, signal),
    [isUnread, limit],
  );
  const pages = usePages<Notification, NotificationPage>(fetch);
  const { first, items, alter, reload } = pages;
  const [latest, setLatest] = useState<Notification | null>(null);
  const unread = first?.unread ?? null;
  const act = useAct();
  const take = useCallback((news: InboxNews) => {
    alter((known) => ({ first: { ...known.first, unread: news.unread }, items: afterNews(known.items, news) }));
    if (news.kind === "new") setLatest(news.notification);
  }, [alter]);
  useRoomEvents(
    inboxId === undefined || inboxId === null ? null : inboxTopic(inboxId),
    (event) => {
      const news = inboxNewsOf(event);
      if (news !== null) take(news);
    },
    reload,
  );

  // Shown at once; the event that follows says the same, and a refusal brings back what is.
  const expect = (news: Omit<Extract<InboxNews, { kind: "read" }>, "kind">, work: () => Promise<unknown>) => {
    take({ kind: "read", ...news });
    return act.run(async () => {
      try {
        await work();
      } catch (error) {
        void reload();
        throw error;
      }
    });
  };
  const less = (count: number) => Math.max(0, (unread ?? 0) - count);
  const now = () => new Date().toISOString();
  return {
    pages,
    unread,
    latest,
    act,
    mark: async (notification, isRead) => {
      if ((notification.readAt !== null) === isRead) return;
      const news = { ids: [notification.id], upTo: null, readAt: isRead ? now() : null, isDeleted: false };
      await expect({ ...news, unread: less(isRead ? 1 : -1) }, () => markRead(notification.id, isRead));
    },
    markAll: () => {
      const newest = items[0];
      if (newest === undefined) return;
      void expect(
        { ids: [], upTo: newest.id, readAt: now(), isDeleted: false, unread: 0 },
        () => markAllRead(newest.id),
      );
    },
    remove: (notification) => {
      const wasUnread = notification.readAt === null ? 1 : 0;
      void expect(
        { ids: [notification.id], upTo: null, readAt: null, isDeleted: true, unread: less(wasUnread) },
        () => removeNotification(notification.id),
      );
    },
  };
}
