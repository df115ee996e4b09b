import { useMemo, useSyncExternalStore } from "react";
import { useSession } from "../app/SessionContext.ts";
import { useRealtime } from "./RealtimeContext.ts";
import { peopleIn, type RoomPerson } from "./roomPeople.ts";

/**
 * The people in a room that the page has joined with presence. Nobody while the room is not joined: who left meanwhile
 * would stand there like someone who could answer.
 */
export function useRoomPresence(topic: string): readonly RoomPerson[] {
  const realtime = useRealtime();
  const { user } = useSession();
  const presence = useSyncExternalStore(realtime.observe, () => realtime.presenceIn(topic));
  return useMemo(() => presence === null ? [] : peopleIn(presence, user.id), [presence, user.id]);
}
