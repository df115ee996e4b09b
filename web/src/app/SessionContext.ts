import { createContext, useContext } from "react";
import type { Session } from "../api/Session.ts";

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only for what is shown to someone who is. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("this part of the page needs a session");
  return session;
}
