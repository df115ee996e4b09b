import { useCallback, useEffect, useRef } from "react";
import { useSession } from "../app/SessionContext.ts";
import { workspaceTopic } from "./topics.ts";
import { useRoomEvents } from "./useRoomEvents.ts";

/** A change seldom comes alone: the steps of a bulk follow each other. */
const SETTLED_MS = 400;

/** Calls `reload` soon after the workspace heard an event of the type, and when one may have been missed. */
export function useWorkspaceEvents(type: string, reload: () => unknown): void {
  const { workspace } = useSession();
  const timer = useRef<number | undefined>(undefined);
  const latest = useRef(reload);
  useEffect(() => {
    latest.current = reload;
  }, [reload]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const soon = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), SETTLED_MS);
  }, []);
  useRoomEvents(
    workspaceTopic(workspace.id),
    useCallback((event) => {
      if (event.type === type) soon();
    }, [type, soon]),
    soon,
  );
}
