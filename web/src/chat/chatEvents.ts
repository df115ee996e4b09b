import type { Channel, Message } from "../api/chat.ts";
import { isRecord } from "../api/isRecord.ts";
import type { Broadcast } from "../realtime/Broadcast.ts";

export type ChatEvent =
  | {
    readonly kind: "message";
    readonly isNew: boolean;
    readonly channelId: string;
    readonly messageId: string;
    /** Null for one that is too long for an event. */
    readonly message: Message | null;
  }
  | { readonly kind: "channel"; readonly channel: Channel }
  | { readonly kind: "read"; readonly channelId: string; readonly upTo: number };

/** What a broadcast says of the chat; null for one that is about something else. */
export function chatEventOf({ payload }: Broadcast): ChatEvent | null {
  if (!isRecord(payload) || !isRecord(payload["payload"])) return null;
  const inner = payload["payload"];
  const { channelId, messageId, message, channel, upTo } = inner;
  if (typeof channelId !== "string") return null;
  switch (payload["type"]) {
    case "chat.message.new":
    case "chat.message.updated":
      if (typeof messageId !== "string") return null;
      return {
        kind: "message",
        isNew: payload["type"] === "chat.message.new",
        channelId,
        messageId,
        message: isRecord(message) ? message as unknown as Message : null,
      };
    case "channel.updated":
      return isRecord(channel) ? { kind: "channel", channel: channel as unknown as Channel } : null;
    case "chat.read":
      return typeof upTo === "number" ? { kind: "read", channelId, upTo } : null;
    default:
      return null;
  }
}
