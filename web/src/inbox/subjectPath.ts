import type { Notification } from "../api/notifications.ts";
import { importPath, settingsPath, warRoomPath } from "../app/Route.ts";

/** Where what a notification is about is shown; null for what has no page. */
export function subjectPath({ subject, data }: Pick<Notification, "subject" | "data">): string | null {
  switch (subject.kind) {
    case "lead":
      return warRoomPath(subject.id);
    case "message": {
      const { channelId, seq } = data;
      if (typeof channelId === "string") {
        const place = typeof seq === "number" ? `?message=${seq}` : "";
        return `/chat/${encodeURIComponent(channelId)}${place}`;
      }
      return subject.leadId === null ? "/chat" : warRoomPath(subject.leadId);
    }
    case "payout":
      return `/payouts/${encodeURIComponent(subject.id)}`;
    case "import":
      return importPath(subject.id);
    case "file":
      return subject.leadId === null ? "/files" : warRoomPath(subject.leadId);
    case "person":
      return settingsPath("members");
    case "webhook":
      return settingsPath("webhooks");
    case "alert":
      return "/alerts";
    default:
      return subject.leadId === null ? null : warRoomPath(subject.leadId);
  }
}
