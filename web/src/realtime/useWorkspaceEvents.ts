import { useCallback } from "react";
import { useSession } from "../app/SessionContext.ts";
import { useSoon } from "../ui/useSoon.ts";
import { workspaceTopic } from "./topics.ts";
import { useRoomEvents } from "./useRoomEvents.ts";

/** A change seldom comes alone: the steps of a bulk follow each other. */
const SETTLED_MS = 400;

/** Calls `reload` soon after the workspace heard an event of the type, and when one may have been missed. */
export function useWorkspaceEvents(type: string, reload: () => unknown): void {
  const { workspace } = useSession();
  const soon = useSoon(reload, SETTLED_MS);
  useRoomEvents(
    workspaceTopic(workspace.id),
    useCallback((event) => {
      if (event.type === type) soon();
    }, [type, soon]),
    soon,
  );
}
