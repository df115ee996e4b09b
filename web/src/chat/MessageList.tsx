import { type ReactElement, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Message } from "../api/chat.ts";
import { useSession } from "../app/SessionContext.ts";
import { useNow } from "../app/useNow.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { Button } from "../ui/Button.tsx";
import { linesOf } from "./conversation.ts";
import { dayName } from "./dayName.ts";
import { type MessageActs, MessageRow } from "./MessageRow.tsx";
import { useWords } from "./words/useWords.ts";

/** So near the end one reads what comes. */
const END_PX = 60;
/** So near the beginning older ones are fetched. */
const START_PX = 200;

interface MessageListProps {
  readonly label: string;
  readonly messages: readonly Message[];
  /** Where the new ones begin; null for no line. */
  readonly readSeq: number | null;
  readonly targetSeq: number | null;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly isLoading: boolean;
  readonly mayWrite: boolean;
  readonly mayManage: boolean;
  readonly members: Lookups["members"];
  readonly acts: MessageActs;
  /** What stands below the last message. */
  readonly tail: ReactNode;
  /** Grows with what is sent here: the list goes to its end. */
  readonly sendCount: number;
  readonly onBefore: () => void;
  readonly onAfter: () => void;
  readonly onNewest: () => void;
  /** The newest message is in view of someone who looks. */
  readonly onSeen: (seq: number) => void;
}

/** Messages in their order, with days between them; it stays at its end as long as the reader does. */
export function MessageList(props: MessageListProps): ReactElement {
  const { label, messages, readSeq, targetSeq, hasBefore, hasAfter, isLoading, mayWrite, mayManage, members } = props;
  const { acts, tail, sendCount, onBefore, onAfter, onNewest, onSeen } = props;
  const words = useWords();
  const { language, formats } = useSpeech();
  const { user } = useSession();
  const now = useNow();
  const box = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  /** Height and place before older messages were put above. */
  const anchor = useRef<{ readonly height: number; readonly top: number; readonly first: number } | null>(null);
  /** The newest were asked for, and are on their way. */
  const wantsEnd = useRef(false);
  const hasPlaced = useRef<number | null | undefined>(undefined);
  const first = messages[0]?.seq ?? 0;
  const last = messages.at(-1)?.seq ?? 0;
  const [seenLast, setSeenLast] = useState(last);
  if (isAtEnd && seenLast !== last) setSeenLast(last);
  const below = messages.filter(({ seq, authorId }) => seq > seenLast && authorId !== user.id).length;

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || messages.length === 0) return;
    if (hasPlaced.current !== targetSeq) {
      hasPlaced.current = targetSeq;
      const target = targetSeq === null
        ? element.querySelector("[data-new-line]")
        : element.querySelector(`[data-seq="${targetSeq}"]`);
      if (target === null) return toEnd();
      target.scrollIntoView({ block: "center" });
      return;
    }
    if (wantsEnd.current && !hasAfter && !isLoading) {
      wantsEnd.current = false;
      return toEnd();
    }
    const before = anchor.current;
    if (before !== null && before.first > first) {
      anchor.current = null;
      element.scrollTop = before.top + element.scrollHeight - before.height;
    } else if (isAtEnd) toEnd();
  });
  useEffect(() => {
    if (sendCount > 0) toEnd();
  }, [sendCount, toEnd]);

  // Only what someone can see is read: the page in view, the list at its end.
  const isSeen = isAtEnd && !hasAfter && last > 0;
  useEffect(() => {
    if (!isSeen) return;
    const tell = () => {
      if (document.visibilityState === "visible" && document.hasFocus()) onSeen(last);
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    addEventListener("focus", tell);
    return () => {
      document.removeEventListener("visibilitychange", tell);
      removeEventListener("focus", tell);
    };
  }, [isSeen, last, onSeen]);

  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    setAtEnd(left < END_PX);
    if (element.scrollTop < START_PX && hasBefore && !isLoading) {
      anchor.current = { height: element.scrollHeight, top: element.scrollTop, first };
      onBefore();
    }
    if (left < START_PX && hasAfter && !isLoading) onAfter();
  };
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={box}
        role="region"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is scrolled must be reached by keys
        tabIndex={0}
        data-testid="messages"
        onScroll={onScroll}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain py-3 -outline-offset-2 [overflow-anchor:none]"
      >
        {hasBefore && (
          <p className="flex justify-center">
            <Button look="quiet" className="text-xs" aria-disabled={isLoading} onClick={onBefore}>{words.older}</Button>
          </p>
        )}
        <ol className="flex flex-col px-1">
          {linesOf(messages, readSeq, user.id).map((line) => {
            switch (line.kind) {
              case "day":
                return (
                  <li key={line.key} className="my-2 flex items-center gap-3 px-2 text-xs text-muted" data-testid="day">
                    <span aria-hidden="true" className="h-px flex-1 bg-line" />
                    <time dateTime={line.iso}>{dayName(line.iso, now, words, language)}</time>
                    <span aria-hidden="true" className="h-px flex-1 bg-line" />
                  </li>
                );
              case "new":
                return (
                  <li
                    key={line.key}
                    data-new-line
                    data-testid="new-line"
                    className="my-1 flex items-center gap-3 px-2 text-xs font-medium text-bad"
                  >
                    <span aria-hidden="true" className="h-px flex-1 bg-bad/40" />
                    {words.newHere}
                  </li>
                );
              case "message":
                return (
                  <MessageRow
                    key={line.key}
                    message={line.message}
                    isFollowUp={line.isFollowUp}
                    isTarget={line.message.seq === targetSeq}
                    mayWrite={mayWrite}
                    mayManage={mayManage}
                    members={members}
                    acts={acts}
                  />
                );
            }
          })}
          {!hasAfter && tail}
        </ol>
        {hasAfter && (
          <p className="flex justify-center">
            <Button look="quiet" className="text-xs" aria-disabled={isLoading} onClick={onAfter}>{words.newer}</Button>
          </p>
        )}
      </div>
      {(!isAtEnd || hasAfter) && messages.length > 0 && (
        <Button
          className="absolute right-4 bottom-3 shadow-lg"
          data-testid="to-newest"
          onClick={() => {
            wantsEnd.current = true;
            if (hasAfter) onNewest();
            else toEnd();
          }}
        >
          <span aria-hidden="true">↓</span>
          {below > 0 ? words.newBelow(formats.number(below)) : words.toNewest}
        </Button>
      )}
    </div>
  );
}
