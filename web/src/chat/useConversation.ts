import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { fetchMessage, fetchMessages, type Message, type WindowPlace } from "../api/chat.ts";
import { useSession } from "../app/SessionContext.ts";
import type { Cursor } from "../realtime/Cursor.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { failureOf } from "../ui/failureOf.ts";
import { type ChatEvent, chatEventOf } from "./chatEvents.ts";
import {
  type Conversation,
  conversationReducer,
  firstSeq,
  lastSeq,
  timeline,
  unknownConversation,
} from "./conversation.ts";
import { useOutbox } from "./useOutbox.ts";

/** A window may hold answers of threads almost alone: so many of the channel's own are wanted at least. */
const SHOWN_MIN = 15;

function isWatched(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

export interface LiveConversation {
  readonly conversation: Conversation;
  readonly failure: ApiFailure | null;
  readonly isLoading: boolean;
  readonly loadBefore: () => void;
  readonly loadAfter: () => void;
  readonly toNewest: () => void;
  readonly accept: (message: Message) => void;
  readonly setLine: (readSeq: number) => void;
}

/**
 * The messages of a channel, around one of them or the newest, kept live by a room. `isJoined`: another part of the
 * page is in the room already.
 */
export function useConversation(
  channelId: string,
  topic: string,
  seq: number | null,
  isJoined: boolean,
  onEvent: (event: ChatEvent) => void,
): LiveConversation {
  const realtime = useRealtime();
  const { user } = useSession();
  const { outbox } = useOutbox();
  const [conversation, dispatch] = useReducer(conversationReducer, unknownConversation);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [start, setStart] = useState<Cursor | null>(null);
  const request = useRef<AbortController | null>(null);
  const latest = useRef(onEvent);
  useEffect(() => {
    latest.current = onEvent;
  }, [onEvent]);

  /** Whether there is a line above new messages. */
  const hasLine = useRef(false);
  useEffect(() => {
    hasLine.current = timeline(conversation).some(({ seq, authorId }) =>
      seq > conversation.readSeq && authorId !== user.id
    );
  }, [conversation, user.id]);
  const accept = useCallback(
    (message: Message) => dispatch({ kind: "message", message, viewerId: user.id }),
    [user.id],
  );
  const load = useCallback(async (place: WindowPlace, where: "anew" | "before" | "after") => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    setLoading(true);
    dispatch({ kind: "asked" });
    try {
      const window = await fetchMessages(channelId, place, controller.signal);
      if (controller.signal.aborted) return;
      dispatch({ kind: "loaded", window, where });
      setStart((known) => known ?? window.cursor);
      setFailure(null);
    } catch (error) {
      if (controller.signal.aborted) return;
      dispatch({ kind: "failed" });
      setFailure(failureOf(error));
    }
    setLoading(false);
  }, [channelId]);
  useEffect(() => {
    void load(seq === null ? null : { around: seq }, "anew");
    return () => request.current?.abort();
  }, [load, seq]);

  useEffect(() => {
    return start === null || isJoined ? undefined : realtime.join(topic, { cursor: start, presence: true });
  }, [realtime, topic, start, isJoined]);
  const toNewest = useCallback(() => void load(null, "anew"), [load]);
  useEffect(() =>
    realtime.listen(topic, {
      onBroadcast: (broadcast) => {
        const event = chatEventOf(broadcast);
        if (event === null || (event.kind !== "channel" && event.channelId !== channelId)) return;
        if (event.kind === "message") {
          if (event.message !== null) accept(event.message);
          // What comes while someone looks on is no news to him.
          if (event.isNew && event.message !== null && !hasLine.current && isWatched()) {
            dispatch({ kind: "marked", readSeq: event.message.seq });
          }
          // Links are signed for whoever asks, and a long message is told by its id alone.
          if (event.message === null || (event.isNew && event.message.attachments.length > 0)) {
            fetchMessage(event.messageId).then(accept, () => {});
          }
        }
        latest.current(event);
      },
      onGap: toNewest,
    }), [realtime, topic, channelId, accept, toNewest]);
  useEffect(() => outbox.onSent((message) => message.channelId === channelId && accept(message)), [
    outbox,
    channelId,
    accept,
  ]);

  const loadBefore = useCallback(() => {
    if (!isLoading && conversation.hasBefore) void load({ before: firstSeq(conversation) }, "before");
  }, [load, isLoading, conversation]);
  const loadAfter = useCallback(() => {
    if (!isLoading && conversation.hasAfter) void load({ after: lastSeq(conversation) }, "after");
  }, [load, isLoading, conversation]);
  const isThin = conversation.isLoaded && conversation.hasBefore && failure === null &&
    timeline(conversation).length < SHOWN_MIN;
  useEffect(() => {
    if (isThin) loadBefore();
  }, [isThin, loadBefore]);
  const isBehind = conversation.isBehind && failure === null;
  useEffect(() => {
    if (isBehind) loadAfter();
  }, [isBehind, loadAfter]);
  const setLine = useCallback((readSeq: number) => dispatch({ kind: "marked", readSeq }), []);
  return { conversation, failure, isLoading, loadBefore, loadAfter, toNewest, accept, setLine };
}
