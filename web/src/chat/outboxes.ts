import { sendMessage } from "../api/chat.ts";
import { failureOf } from "../ui/failureOf.ts";
import { keep, type Owner, readKept } from "./kept.ts";
import { Outbox } from "./Outbox.ts";

const outboxes = new Map<string, Outbox>();

/** The one outbox of a person in a workspace; it goes on while other pages are shown. */
export function outboxOf(owner: Owner): Outbox {
  const name = `${owner.workspaceId} ${owner.personId}`;
  const known = outboxes.get(name);
  if (known !== undefined) return known;
  const outbox = new Outbox({
    send: sendMessage,
    load: () => readKept(owner, "outbox"),
    store: (text) => keep(owner, "outbox", text),
    later: (work, delayMs) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    failureOf,
  });
  outboxes.set(name, outbox);
  addEventListener("online", outbox.wake);
  outbox.wake();
  return outbox;
}
