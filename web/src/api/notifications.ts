import type { Language } from "../i18n/Language.ts";
import { request } from "./request.ts";

export const notificationKinds = [
  "mention",
  "reply",
  "assignment",
  "reminder",
  "ready",
  "failed",
  "payout",
  "import",
  "file_damaged",
  "member",
  "webhook_disabled",
  "alert",
] as const;

export type NotificationKind = typeof notificationKinds[number];

export interface NotificationSubject {
  /** `lead`, `message`, `payout`, `import`, `file`, `person` or `webhook`. */
  readonly kind: string;
  readonly id: string;
  readonly leadId: string | null;
  readonly title: string;
}

/** Something that a person is told of. */
export interface Notification {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly subject: NotificationSubject;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string | null };
  /** How often it happened since it was last read. */
  readonly count: number;
  /** The kind's own. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly readAt: string | null;
  readonly createdAt: string;
  /** When it happened last. */
  readonly updatedAt: string;
}

export interface NotificationPage {
  readonly items: readonly Notification[];
  readonly next: string | null;
  /** Of all, not of this page. */
  readonly unread: number;
}

export const mailChoices = ["at once", "daily", "never"] as const;

export type MailChoice = typeof mailChoices[number];

export interface NotificationChoice {
  /** Whether it is in the inbox. */
  readonly page: boolean;
  readonly mail: MailChoice;
}

export interface NotificationPreferences {
  readonly kinds: Readonly<Record<NotificationKind, NotificationChoice>>;
  /** When the mail of the day is sent (`08:00`). */
  readonly dailyAt: string;
  /** Null for the workspace's. */
  readonly timeZone: string | null;
  /** Of the mails; null for the person's own. */
  readonly language: Language | null;
}

const base = "/api/v1/notifications";

function path(id: string, rest = ""): string {
  return `${base}/${encodeURIComponent(id)}${rest}`;
}

export function listNotifications(
  filter: { readonly isUnread: boolean; readonly limit: number },
  cursor: string | null,
  signal: AbortSignal,
): Promise<NotificationPage> {
  const query = new URLSearchParams({ limit: String(filter.limit) });
  if (filter.isUnread) query.set("unread", "true");
  if (cursor !== null) query.set("cursor", cursor);
  return request("GET", `${base}?${query}`, { signal });
}

export async function markRead(id: string, isRead: boolean): Promise<void> {
  await request(isRead ? "PUT" : "DELETE", path(id, "/read"));
}

/** The one, and all that happened before it. */
export async function markAllRead(upTo: string): Promise<void> {
  await request("PUT", `${base}/read`, { body: { upTo } });
}

export async function removeNotification(id: string): Promise<void> {
  await request("DELETE", path(id));
}

export function openPreferences(signal: AbortSignal): Promise<NotificationPreferences> {
  return request("GET", `${base}/preferences`, { signal });
}

export type PreferencesChange = Partial<Omit<NotificationPreferences, "kinds">> & {
  readonly kinds?: Partial<Record<NotificationKind, Partial<NotificationChoice>>>;
};

export function changePreferences(change: PreferencesChange): Promise<NotificationPreferences> {
  return request("PATCH", `${base}/preferences`, { body: change });
}
