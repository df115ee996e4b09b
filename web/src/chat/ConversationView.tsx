import { type ReactElement, useCallback, useMemo, useRef, useState } from "react";
import { type Channel, type Message, readChannel } from "../api/chat.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { channelTopic, leadTopic } from "../realtime/topics.ts";
import { useTyping } from "../realtime/useTyping.ts";
import { Button } from "../ui/Button.tsx";
import { EmptyNote } from "../ui/EmptyNote.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { LiveRegion } from "../ui/LiveRegion.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { useAct } from "../ui/useAct.ts";
import { typingText } from "../warRoom/typingText.ts";
import type { ChatEvent } from "./chatEvents.ts";
import { Composer } from "./Composer.tsx";
import { timeline } from "./conversation.ts";
import { MessageList } from "./MessageList.tsx";
import { ThreadPanel } from "./ThreadPanel.tsx";
import { UnsentRow } from "./UnsentRow.tsx";
import { useConversation } from "./useConversation.ts";
import { useMessageActs } from "./useMessageActs.tsx";
import { useOutbox } from "./useOutbox.ts";
import { useWords } from "./words/useWords.ts";

interface ConversationViewProps {
  readonly channel: Channel;
  /** The number of a message to go to. */
  readonly seq: number | null;
  readonly members: Lookups["members"];
  /** True where the lead's room is joined by the page around. */
  readonly isJoined?: boolean;
}

/** A channel: what was said in it, and where to say more. */
export function ConversationView({ channel, seq, members, isJoined = false }: ConversationViewProps): ReactElement {
  const words = useWords();
  const { messages: shared, formats } = useSpeech();
  const { user, permissions } = useSession();
  const act = useAct();
  const { outbox, unsent } = useOutbox();
  const [threadOf, setThreadOf] = useState<Message | null>(null);
  const [sendCount, setSendCount] = useState(0);
  const [said, setSaid] = useState("");
  const topic = channel.kind === "lead" ? leadTopic(channel.id) : channelTopic(channel.id);
  const mayWrite = permissions.includes("chat.write") && channel.archivedAt === null;
  const people = useMemo(
    () => members.filter(({ person }) => person.id !== user.id).map(({ person }) => person),
    [members, user.id],
  );

  const onEvent = useCallback((event: ChatEvent) => {
    if (event.kind !== "message" || !event.isNew || event.message === null) return;
    const { authorId, authorName, text } = event.message;
    if (authorId !== user.id) setSaid(words.arrived(authorName ?? words.formerMember, text.slice(0, 200)));
  }, [user.id, words]);
  const live = useConversation(channel.id, topic, seq, isJoined, onEvent);
  const { conversation, accept, setLine } = live;
  const typing = useTyping(topic);
  const { acts, dialogs } = useMessageActs({ act, members, accept, setLine, onThread: setThreadOf });
  const shown = useMemo(() => timeline(conversation), [conversation]);

  /** Never less than was read, but where someone marked it as unread by hand. */
  const readUpTo = useRef(0);
  const onSeen = useCallback((last: number) => {
    // Answers in threads count as read with what is around them.
    const upTo = Math.max(last, ...conversation.messages.keys());
    if (upTo <= readUpTo.current) return;
    readUpTo.current = upTo;
    readChannel(channel.id, upTo).catch(() => {
      // It is told again with the next message, or the next time someone looks.
      readUpTo.current = 0;
    });
  }, [channel.id, conversation.messages]);

  const waiting = unsent.filter((one) => one.channelId === channel.id && one.parentId === null);
  const known = useMemo(() => new Set([...conversation.messages.values()].map(({ clientId }) => clientId)), [
    conversation.messages,
  ]);
  const editLast = () => {
    const last = shown.findLast(({ authorId, deletedAt }) => authorId === user.id && deletedAt === null);
    if (last !== undefined) acts.onEdit(last);
  };
  const thread = threadOf === null ? null : conversation.messages.get(threadOf.seq) ?? threadOf;
  return (
    <div className="flex min-h-0 min-w-0 flex-1" data-testid="conversation" data-channel={channel.id}>
      <div className={`flex min-h-0 min-w-0 flex-1 flex-col ${thread === null ? "" : "max-lg:hidden"}`}>
        {live.failure !== null && (
          <div className="p-2">
            <FailureNotice failure={live.failure}>
              <Button onClick={live.toNewest}>{shared.failure.retry}</Button>
            </FailureNotice>
          </div>
        )}
        {act.failure !== null && (
          <div className="p-2">
            <FailureNotice failure={act.failure}>
              <Button onClick={act.forget}>{shared.shell.close}</Button>
            </FailureNotice>
          </div>
        )}
        {!conversation.isLoaded && live.failure === null && (
          <div role="status" aria-label={words.loading} className="flex flex-1 flex-col justify-end gap-3 p-4">
            <Skeleton className="h-4 w-2/3" />
            <Skeleton className="h-4 w-1/2" />
            <Skeleton className="h-4 w-3/5" />
          </div>
        )}
        {conversation.isLoaded && shown.length === 0 && waiting.length === 0 && !conversation.hasBefore && (
          <div className="grid flex-1 place-items-center">
            <EmptyNote title={words.emptyTitle} text={mayWrite ? words.emptyText : ""} />
          </div>
        )}
        {conversation.isLoaded && (shown.length > 0 || waiting.length > 0 || conversation.hasBefore) && (
          <MessageList
            label={words.messages(channel.name)}
            messages={shown}
            readSeq={conversation.readSeq}
            targetSeq={seq}
            hasBefore={conversation.hasBefore}
            hasAfter={conversation.hasAfter}
            isLoading={live.isLoading}
            mayWrite={mayWrite}
            mayManage={permissions.includes("channels.manage")}
            members={members}
            acts={acts}
            tail={waiting.filter(({ clientId }) => !known.has(clientId)).map((one) => (
              <UnsentRow key={one.clientId} unsent={one} outbox={outbox} />
            ))}
            sendCount={sendCount}
            onBefore={live.loadBefore}
            onAfter={live.loadAfter}
            onNewest={live.toNewest}
            onSeen={onSeen}
          />
        )}
        <p className="min-h-4.5 px-3 text-xs text-muted" data-testid="chat-typing">
          {typingText(typing.typists.map(({ name }) => name), words.typing, formats)}
        </p>
        {mayWrite
          ? (
            <Composer
              key={channel.id}
              channelId={channel.id}
              parentId={null}
              label={words.write(channel.name)}
              people={people}
              onTyped={typing.typed}
              onEnded={typing.ended}
              onSent={() => setSendCount((count) => count + 1)}
              onEditLast={editLast}
            />
          )
          : channel.archivedAt !== null && <p className="border-t border-line p-3 text-muted">{words.archived}</p>}
        <LiveRegion text={said} />
      </div>
      {thread !== null && (
        <ThreadPanel
          key={thread.id}
          channel={channel}
          first={thread}
          topic={topic}
          members={members}
          people={people}
          mayWrite={mayWrite}
          setLine={setLine}
          onChanged={accept}
          onClose={() => setThreadOf(null)}
        />
      )}
      {dialogs}
    </div>
  );
}
