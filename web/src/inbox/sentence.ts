import type { Notification } from "../api/notifications.ts";
import type { InboxWords } from "./words/english.ts";

/** What happened, in one sentence. */
export function sentenceOf({ kind, subject, actor, data }: Notification, words: InboxWords): string {
  const { sentences } = words;
  const who = actor.name ?? words.somebody;
  const { title } = subject;
  switch (kind) {
    case "mention":
    case "reply":
    case "assignment":
      return sentences[kind](who, title);
    case "payout":
      return sentences.payout[payoutState(data["state"])](title);
    case "import":
      return sentences.import[data["state"] === "failed" ? "failed" : "finished"](title);
    case "member":
      return sentences.member[data["left"] === true ? "left" : "joined"](title);
    case "reminder":
    case "ready":
    case "failed":
    case "file_damaged":
    case "webhook_disabled":
    case "alert":
      return sentences[kind](title);
    default:
      // One of a newer node.
      return title;
  }
}

function payoutState(state: unknown): "pending" | "approved" | "paid" | "void" {
  return state === "approved" || state === "paid" || state === "void" ? state : "pending";
}

/** What stands below the sentence: the words of a message, what is to be done, why it failed. */
export function detailOf({ data }: Pick<Notification, "data">): string | null {
  for (const name of ["excerpt", "nextStep", "reason"] as const) {
    const text = data[name];
    if (typeof text === "string" && text.trim() !== "") return text;
  }
  return null;
}
