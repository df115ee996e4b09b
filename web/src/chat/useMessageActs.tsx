import { type ReactElement, useMemo, useState } from "react";
import { deleteMessage, type Message, react, readChannel } from "../api/chat.ts";
import { chatPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import type { Act } from "../ui/useAct.ts";
import { EditDialog } from "./EditDialog.tsx";
import { HistoryDialog } from "./HistoryDialog.tsx";
import type { MessageActs } from "./MessageRow.tsx";
import { useWords } from "./words/useWords.ts";

interface ActsOptions {
  readonly act: Act;
  readonly members: Lookups["members"];
  readonly accept: (message: Message) => void;
  readonly setLine: (readSeq: number) => void;
  readonly onThread: ((message: Message) => void) | null;
}

/** What can be done with messages, and the dialogs that some of it needs. */
export function useMessageActs(
  { act, members, accept, setLine, onThread }: ActsOptions,
): { readonly acts: MessageActs; readonly dialogs: ReactElement } {
  const words = useWords();
  const { user } = useSession();
  const [edited, setEdited] = useState<Message | null>(null);
  const [doomed, setDoomed] = useState<Message | null>(null);
  const [told, setTold] = useState<Message | null>(null);
  const { run } = act;
  const acts: MessageActs = useMemo(() => ({
    onReact: (message, emoji, isOn) => {
      // Seen at once; the event that follows has what the node made of it.
      accept(withReaction(message, emoji, isOn, user.id));
      void run(async () => {
        try {
          await react(message.id, emoji, isOn);
        } catch (error) {
          accept(message);
          throw error;
        }
      });
    },
    onThread,
    onEdit: setEdited,
    onDelete: setDoomed,
    onHistory: setTold,
    onUnread: (message) => {
      setLine(message.seq - 1);
      void run(() => readChannel(message.channelId, message.seq - 1, true));
    },
    onCopyLink: (message) => {
      // A page served without TLS has no clipboard, whatever the type says.
      const clipboard = navigator.clipboard as Clipboard | undefined;
      clipboard?.writeText(`${location.origin}${chatPath(message.channelId, message.seq)}`).catch(() => {});
    },
  }), [accept, setLine, onThread, run, user.id]);
  const dialogs = (
    <>
      {edited !== null && (
        <EditDialog
          message={edited}
          members={members}
          onSaved={accept}
          onClose={() => setEdited(null)}
        />
      )}
      {told !== null && <HistoryDialog message={told} onClose={() => setTold(null)} />}
      {doomed !== null && (
        <ConfirmDialog
          title={words.deleteTitle}
          text={words.deleteText}
          verb={words.deleteVerb}
          onConfirm={() => deleteMessage(doomed)}
          onClose={() => setDoomed(null)}
        />
      )}
    </>
  );
  return { acts, dialogs };
}

/** The message as it will be: of the same version, so that the node's own word wins. */
function withReaction(message: Message, emoji: string, isOn: boolean, personId: string): Message {
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  if ((known?.mine === true) === isOn) return message;
  const people = (known?.people ?? []).filter((id) => id !== personId);
  const next = {
    emoji,
    count: (known?.count ?? 0) + (isOn ? 1 : -1),
    mine: isOn,
    people: isOn ? [...people, personId] : people,
  };
  const reactions = known === undefined
    ? [...message.reactions, next]
    : message.reactions.map((reaction) => reaction.emoji === emoji ? next : reaction);
  return { ...message, reactions: reactions.filter(({ count }) => count > 0) };
}
