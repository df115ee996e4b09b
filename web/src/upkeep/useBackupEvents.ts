import { useCallback } from "react";
import { useSession } from "../app/SessionContext.ts";
import { workspaceTopic } from "../realtime/topics.ts";
import { useRoomEvents } from "../realtime/useRoomEvents.ts";

/** Calls `reload` when a backup or a drill begins or ends. */
export function useBackupEvents(reload: () => unknown): void {
  const { workspace } = useSession();
  const missed = useCallback(() => void reload(), [reload]);
  useRoomEvents(
    workspaceTopic(workspace.id),
    useCallback((event) => {
      if (event.type === "backup.updated") missed();
    }, [missed]),
    missed,
  );
}
