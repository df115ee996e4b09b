import { type ReactElement, useCallback, useEffect, useRef, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { type Channel, fetchMessage, fetchThread, type Message } from "../api/chat.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { failureOf } from "../ui/failureOf.ts";
import { useAct } from "../ui/useAct.ts";
import { chatEventOf } from "./chatEvents.ts";
import { Composer } from "./Composer.tsx";
import type { Nameable } from "./mentionText.ts";
import { MessageList } from "./MessageList.tsx";
import { UnsentRow } from "./UnsentRow.tsx";
import { useMessageActs } from "./useMessageActs.tsx";
import { useOutbox } from "./useOutbox.ts";
import { useWords } from "./words/useWords.ts";

interface ThreadPanelProps {
  readonly channel: Channel;
  readonly first: Message;
  readonly topic: string;
  readonly members: Lookups["members"];
  readonly people: readonly Nameable[];
  readonly mayWrite: boolean;
  readonly setLine: (readSeq: number) => void;
  /** The first message is the channel's own: what becomes of it here is told there. */
  readonly onChanged: (message: Message) => void;
  readonly onClose: () => void;
}

/** A message and the answers to it, beside the channel. */
export function ThreadPanel(props: ThreadPanelProps): ReactElement {
  const { channel, first, topic, members, people, mayWrite, setLine, onChanged, onClose } = props;
  const words = useWords();
  const { messages } = useSpeech();
  const { user, permissions } = useSession();
  const realtime = useRealtime();
  const act = useAct();
  const { outbox, unsent } = useOutbox();
  const heading = useRef<HTMLHeadingElement>(null);
  const [replies, setReplies] = useState<ReadonlyMap<number, Message>>(new Map());
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [sendCount, setSendCount] = useState(0);
  const { id } = first;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    // Where there is a keyboard one begins to write; on a phone it would come up over what is to be read.
    const field = matchMedia("(pointer: coarse)").matches ? null : panel.current?.querySelector("textarea");
    (field ?? heading.current)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const accept = useCallback((message: Message) => {
    if (message.id === id) return onChanged(message);
    if (message.parentId !== id) return;
    setReplies((known) => {
      const before = known.get(message.seq);
      if (before !== undefined && before.version > message.version) return known;
      return new Map(known).set(message.seq, {
        ...message,
        reactions: message.reactions.map((reaction) => ({
          ...reaction,
          mine: reaction.mine ?? reaction.people.includes(user.id),
        })),
      });
    });
  }, [id, onChanged, user.id]);
  const load = useCallback((signal: AbortSignal) => {
    const all = async () => {
      let after = 0;
      for (let isMore = true; isMore;) {
        // oxlint-disable-next-line no-await-in-loop -- each page follows the one before
        const page = await fetchThread(id, after, signal);
        for (const message of page.items) accept(message);
        after = page.items.at(-1)?.seq ?? after;
        isMore = page.hasAfter && page.items.length > 0;
      }
      setFailure(null);
    };
    all().catch((error: unknown) => signal.aborted || setFailure(failureOf(error)));
  }, [id, accept]);
  useEffect(() => {
    const controller = new AbortController();
    load(controller.signal);
    return () => controller.abort();
  }, [load]);
  useEffect(() =>
    realtime.listen(topic, {
      onBroadcast: (broadcast) => {
        const event = chatEventOf(broadcast);
        if (event?.kind !== "message" || event.channelId !== channel.id) return;
        if (event.message === null || (event.isNew && event.message.attachments.length > 0)) {
          fetchMessage(event.messageId).then(accept, () => {});
        } else accept(event.message);
      },
      onGap: () => load(new AbortController().signal),
    }), [realtime, topic, channel.id, accept, load]);
  useEffect(() => outbox.onSent(accept), [outbox, accept]);

  const { acts, dialogs } = useMessageActs({ act, members, accept, setLine, onThread: null });
  const shown = [first, ...[...replies.values()].toSorted((one, other) => one.seq - other.seq)];
  const waiting = unsent.filter((one) => one.parentId === id);
  const editLast = () => {
    const last = shown.findLast(({ authorId, deletedAt }) => authorId === user.id && deletedAt === null);
    if (last !== undefined) acts.onEdit(last);
  };
  const nothing = () => {};
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes from anywhere inside
    <aside
      ref={panel}
      aria-labelledby="thread-title"
      data-testid="thread"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      className="flex min-h-0 w-full min-w-0 flex-col border-line lg:w-96 lg:border-l"
    >
      <div className="flex min-h-11 items-center justify-between gap-2 border-b border-line px-3">
        <h2 ref={heading} id="thread-title" tabIndex={-1} className="min-w-0 truncate font-semibold">
          {words.threadOf(first.authorName ?? words.formerMember)}
        </h2>
        <Button look="quiet" className="px-2!" aria-label={words.closeThread} onClick={onClose}>
          <span aria-hidden="true">×</span>
        </Button>
      </div>
      {failure !== null && (
        <div className="p-2">
          <FailureNotice failure={failure}>
            <Button onClick={() => load(new AbortController().signal)}>{messages.failure.retry}</Button>
          </FailureNotice>
        </div>
      )}
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <MessageList
        label={words.thread}
        messages={shown}
        readSeq={null}
        targetSeq={null}
        hasBefore={false}
        hasAfter={false}
        isLoading={false}
        mayWrite={mayWrite}
        mayManage={permissions.includes("channels.manage")}
        members={members}
        acts={acts}
        tail={waiting.map((one) => <UnsentRow key={one.clientId} unsent={one} outbox={outbox} />)}
        sendCount={sendCount}
        onBefore={nothing}
        onAfter={nothing}
        onNewest={nothing}
        onSeen={nothing}
      />
      {mayWrite && (
        <Composer
          channelId={channel.id}
          parentId={id}
          label={words.writeReply}
          people={people}
          onTyped={nothing}
          onEnded={nothing}
          onSent={() => setSendCount((count) => count + 1)}
          onEditLast={editLast}
        />
      )}
      {dialogs}
    </aside>
  );
}
