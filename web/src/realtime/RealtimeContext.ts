import { createContext, useContext, useSyncExternalStore } from "react";
import { access } from "../access/access.ts";
import type { ConnectionStatus } from "./connectionMachine.ts";
import { RealtimeSocket, realtimeURL } from "./RealtimeSocket.ts";

/** The page's one socket. It opens with the first room that is joined, and speaks for whoever is signed in. */
const socket = new RealtimeSocket(realtimeURL(location.origin));
access.observe(() => socket.present(access.current().grant?.token ?? null));

export const RealtimeContext = createContext(socket);

export function useRealtime(): RealtimeSocket {
  return useContext(RealtimeContext);
}

export function useConnectionStatus(): ConnectionStatus {
  const socket = useRealtime();
  return useSyncExternalStore(socket.observe, () => socket.status);
}

/** Failed attempts to connect in a row. */
export function useConnectionAttempt(): number {
  const socket = useRealtime();
  return useSyncExternalStore(socket.observe, () => socket.attempt);
}
