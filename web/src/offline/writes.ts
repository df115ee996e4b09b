import { useMemo, useSyncExternalStore } from "react";
import { basedOn } from "../api/leadChanges.ts";
import { request } from "../api/request.ts";
import { useSession } from "../app/SessionContext.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";
import { failureOf } from "../ui/failureOf.ts";
import type { Write, WriteDraft } from "./Write.ts";
import { WriteQueue } from "./WriteQueue.ts";

const queues = new Map<string, WriteQueue>();

/** The one queue of a person in a workspace; it goes on while other pages are shown. */
function queueOf(workspaceId: string, personId: string): WriteQueue {
  const name = `uprising.writes.${workspaceId}.${personId}`;
  const known = queues.get(name);
  if (known !== undefined) return known;
  const queue = new WriteQueue({
    send,
    load: () => read(name),
    store: (text) => keep(name, text),
    later: (work, delayMs) => {
      const timer = setTimeout(work, delayMs);
      return () => clearTimeout(timer);
    },
    failureOf,
    newKey: newIdempotencyKey,
    now: () => new Date(),
  });
  queues.set(name, queue);
  addEventListener("online", queue.wake);
  queue.wake();
  return queue;
}

export function useWriteQueue(): WriteQueue {
  const { user, workspace } = useSession();
  return useMemo(() => queueOf(workspace.id, user.id), [workspace.id, user.id]);
}

/** What the node does not have yet. */
export function useWrites(): readonly Write[] {
  const queue = useWriteQueue();
  return useSyncExternalStore(queue.observe, queue.current);
}

function send({ method, path, body, key, version }: WriteDraft): Promise<unknown> {
  return request(method, path, {
    body,
    headers: { "idempotency-key": key, ...(version === null ? {} : basedOn(version)) },
  });
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    // Storage may be switched off; then nothing outlives the page.
    return null;
  }
}

function keep(name: string, text: string | null): void {
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    // As above, or it is full.
  }
}
