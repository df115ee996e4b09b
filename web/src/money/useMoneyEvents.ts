import { useWorkspaceEvents } from "../realtime/useWorkspaceEvents.ts";

/** Calls `reload` soon after the workspace's payouts or books changed; the events themselves name no amounts. */
export function useMoneyEvents(type: "payout.updated" | "ledger.posted", reload: () => unknown): void {
  useWorkspaceEvents(type, reload);
}
