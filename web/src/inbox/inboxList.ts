import { isRecord } from "../api/isRecord.ts";
import type { Notification } from "../api/notifications.ts";
import type { RoomEvent } from "../realtime/useRoomEvents.ts";

/** What an event of the inbox says; null for one that is no news of it. */
export type InboxNews =
  | { readonly kind: "new"; readonly notification: Notification; readonly unread: number }
  | {
    readonly kind: "read";
    readonly ids: readonly string[];
    /** That one and all that happened before it. */
    readonly upTo: string | null;
    /** Null for what is unread again. */
    readonly readAt: string | null;
    readonly isDeleted: boolean;
    readonly unread: number;
  };

export function inboxNewsOf({ type, payload }: RoomEvent): InboxNews | null {
  const { unread, notification, ids, upTo, readAt } = payload;
  if (typeof unread !== "number") return null;
  if (type === "notification.new" && isRecord(notification) && typeof notification["id"] === "string") {
    return { kind: "new", notification: notification as unknown as Notification, unread };
  }
  if (type !== "notification.read") return null;
  return {
    kind: "read",
    ids: Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [],
    upTo: typeof upTo === "string" ? upTo : null,
    readAt: typeof readAt === "string" ? readAt : null,
    isDeleted: payload["deleted"] === true,
    unread,
  };
}

/** What happened last stands first. */
function isBefore(one: Notification, other: Notification): boolean {
  const [a, b] = [Date.parse(one.updatedAt), Date.parse(other.updatedAt)];
  return a > b || (a === b && one.id > other.id);
}

/** The list after some news. What was read while it is looked at stays in a list of the unread, so that nothing jumps. */
export function afterNews(items: readonly Notification[], news: InboxNews): readonly Notification[] {
  if (news.kind === "new") {
    const known = items.find(({ id }) => id === news.notification.id);
    if (known !== undefined && isBefore(known, news.notification)) return items;
    const others = items.filter(({ id }) => id !== news.notification.id);
    const place = others.findIndex((other) => isBefore(news.notification, other));
    return place < 0 ? [...others, news.notification] : others.toSpliced(place, 0, news.notification);
  }
  if (news.isDeleted) return items.filter(({ id }) => !news.ids.includes(id));
  const last = items.find(({ id }) => id === news.upTo);
  return items.map((item) => {
    const isMeant = news.ids.includes(item.id) || (last !== undefined && (item === last || isBefore(last, item)));
    if (!isMeant || (item.readAt === null) === (news.readAt === null)) return item;
    return { ...item, readAt: news.readAt };
  });
}
