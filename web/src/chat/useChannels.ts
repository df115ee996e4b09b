import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { type Channel, listChannels } from "../api/chat.ts";
import { useSession } from "../app/SessionContext.ts";
import { useConnectionStatus, useRealtime } from "../realtime/RealtimeContext.ts";
import { inboxTopic, workspaceTopic } from "../realtime/topics.ts";
import { failureOf } from "../ui/failureOf.ts";
import { useSoon } from "../ui/useSoon.ts";
import { chatEventOf } from "./chatEvents.ts";

/** Messages seldom come alone; one question serves them all. */
const RENEW_AFTER_MS = 250;

/** Calls `renew` shortly after something of the chat changed, whoever did it and on whatever device. */
export function useChatChanges(renew: () => unknown): void {
  const realtime = useRealtime();
  const session = useSession();
  const status = useConnectionStatus();
  const workspaceId = session.workspace.id;
  const inboxId = session.inboxId ?? null;
  const soon = useSoon(renew, RENEW_AFTER_MS);
  useEffect(() => {
    const stops: (() => void)[] = [];
    for (const topic of [workspaceTopic(workspaceId), ...(inboxId === null ? [] : [inboxTopic(inboxId)])]) {
      stops.push(
        realtime.listen(topic, {
          onBroadcast: (broadcast) => {
            if (chatEventOf(broadcast) !== null) soon();
          },
          onGap: soon,
        }),
        realtime.join(topic, { cursor: null, presence: false }),
      );
    }
    return () => {
      for (const stop of stops) stop();
    };
  }, [realtime, workspaceId, inboxId, soon]);
  // Without a place in the log, what happened while the connection was away is asked for.
  useEffect(() => {
    if (status === "live") soon();
  }, [status, soon]);
}

interface Channels {
  /** Null until they are known. */
  readonly channels: readonly Channel[] | null;
  readonly failure: ApiFailure | null;
  readonly reload: () => Promise<void>;
}

/** The channels of whoever is signed in, with what is unread in each. */
export function useChannels(): Channels {
  const [channels, setChannels] = useState<readonly Channel[] | null>(null);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const request = useRef<AbortController | null>(null);
  const reload = useCallback(async () => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    try {
      const fetched = await listChannels(controller.signal);
      if (controller.signal.aborted) return;
      setChannels(fetched);
      setFailure(null);
    } catch (error) {
      if (!controller.signal.aborted) setFailure(failureOf(error));
    }
  }, []);
  useEffect(() => {
    void reload();
    return () => request.current?.abort();
  }, [reload]);
  useChatChanges(reload);
  return { channels, failure, reload };
}
