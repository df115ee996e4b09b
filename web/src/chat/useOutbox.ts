import { useMemo, useSyncExternalStore } from "react";
import { useSession } from "../app/SessionContext.ts";
import type { Owner } from "./kept.ts";
import type { Outbox, Unsent } from "./Outbox.ts";
import { outboxOf } from "./outboxes.ts";

export function useOwner(): Owner {
  const { user, workspace } = useSession();
  return useMemo(() => ({ workspaceId: workspace.id, personId: user.id }), [workspace.id, user.id]);
}

export function useOutbox(): { readonly outbox: Outbox; readonly unsent: readonly Unsent[] } {
  const outbox = outboxOf(useOwner());
  return { outbox, unsent: useSyncExternalStore(outbox.observe, outbox.current) };
}
