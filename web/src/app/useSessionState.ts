import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import { access } from "../access/access.ts";
import type { Access } from "../access/accessMachine.ts";
import { ApiFailure } from "../api/ApiFailure.ts";
import type { Session } from "../api/Session.ts";
import { reloadSession, signOut } from "../api/sessions.ts";

export type SessionState =
  | { readonly kind: "asking" }
  | { readonly kind: "signedIn"; readonly session: Session }
  | { readonly kind: "signedOut"; readonly isSetUpNeeded: boolean }
  | { readonly kind: "failed"; readonly failure: ApiFailure };

interface SessionControl {
  readonly state: SessionState;
  /** Asks the node again who is signed in. */
  readonly check: () => void;
  /** Asks the node whether what is shown of the session still holds. */
  readonly doubt: () => void;
  readonly leave: () => Promise<void>;
}

/** Who is signed in, as far as the node has said. */
export function useSessionState(): SessionControl {
  const known = useSyncExternalStore(access.observe, access.current);
  useEffect(() => access.check(), []);
  useEffect(() => {
    const onVisible = () => document.visibilityState === "visible" && access.wake();
    const onOnline = () => {
      const { grant, failure } = access.current();
      if (grant === null && failure !== null) access.check();
      else access.wake();
    };
    addEventListener("online", onOnline);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      removeEventListener("online", onOnline);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, []);
  const doubt = useCallback(() => {
    reloadSession().catch((error: unknown) => {
      // What the answer means for the session is known by now; a node out of reach means nothing.
      if (!(error instanceof ApiFailure)) throw error;
    });
  }, []);
  const state = useMemo(() => stateOf(known), [known]);
  return { state, check: access.check, doubt, leave: signOut };
}

function stateOf({ grant, end, failure }: Access): SessionState {
  if (grant !== null) return { kind: "signedIn", session: grant.session };
  if (end !== null) return { kind: "signedOut", isSetUpNeeded: end.setupNeeded };
  return failure === null ? { kind: "asking" } : { kind: "failed", failure };
}
