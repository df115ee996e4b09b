import { useEffect, useRef } from "react";
import { isRecord } from "../api/isRecord.ts";
import { useConnectionStatus, useRealtime } from "./RealtimeContext.ts";

/** An event of a room, whatever its type; its payload is looked at by whoever knows the type. */
export interface RoomEvent {
  readonly type: string;
  readonly entityId: string;
  readonly entityVersion: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Tells what happens in a room from now on. What was missed is not told: `onMissed` asks for the state again, after a
 * gap and whenever the connection is back. A null topic is no room.
 */
export function useRoomEvents(topic: string | null, onEvent: (event: RoomEvent) => void, onMissed: () => void): void {
  const realtime = useRealtime();
  const status = useConnectionStatus();
  const latest = useRef({ onEvent, onMissed });
  useEffect(() => {
    latest.current = { onEvent, onMissed };
  }, [onEvent, onMissed]);
  useEffect(() => {
    if (topic === null) return;
    const stop = realtime.listen(topic, {
      onBroadcast: (broadcast) => {
        const event = roomEventOf(broadcast.payload);
        if (event !== null) latest.current.onEvent(event);
      },
      onGap: () => latest.current.onMissed(),
    });
    const leave = realtime.join(topic, { cursor: null, presence: false });
    return () => {
      stop();
      leave();
    };
  }, [realtime, topic]);
  // What is shown may be from before the room was joined, the first time as well.
  const wasLive = useRef(true);
  useEffect(() => {
    const isLive = status === "live";
    if (topic !== null && isLive && !wasLive.current) latest.current.onMissed();
    wasLive.current = isLive;
  }, [topic, status]);
}

function roomEventOf(value: unknown): RoomEvent | null {
  if (!isRecord(value) || typeof value["type"] !== "string" || !isRecord(value["payload"])) return null;
  if (typeof value["entityId"] !== "string" || typeof value["entityVersion"] !== "number") return null;
  return value as unknown as RoomEvent;
}
