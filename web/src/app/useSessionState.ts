import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { access } from "../access/access.ts";
import type { Access } from "../access/accessMachine.ts";
import { ApiFailure } from "../api/ApiFailure.ts";
import type { Session } from "../api/Session.ts";
import { reloadSession, signOut } from "../api/sessions.ts";
import { keptSession } from "../offline/keptSession.ts";

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
  const told = useMemo(() => stateOf(known), [known]);
  const state = useLastSession(told);
  return { state, check: access.check, doubt, leave: signOut };
}

function stateOf({ grant, end, failure }: Access): SessionState {
  if (grant !== null) return { kind: "signedIn", session: grant.session };
  if (end !== null) return { kind: "signedOut", isSetUpNeeded: end.setupNeeded };
  return failure === null ? { kind: "asking" } : { kind: "failed", failure };
}

/** How long until a node that could not be reached is asked again who is signed in. */
const ASK_AGAIN_MS = 5_000;

/** While the node cannot be reached, whoever was signed in last sees what was there last; the node is asked again meanwhile. */
function useLastSession(told: SessionState): SessionState {
  const [shown, setShown] = useState(told);
  const isUnreachable = told.kind === "failed" && told.failure.code === "node_unreachable";
  let next = told;
  if (isUnreachable) {
    const session = keptSession();
    if (session !== null) next = shown.kind === "signedIn" ? shown : { kind: "signedIn", session };
  } else if (told.kind === "asking" && shown.kind === "signedIn") next = shown;
  if (next !== shown) setShown(next);
  useEffect(() => {
    if (!isUnreachable) return;
    const timer = setTimeout(access.check, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isUnreachable]);
  return next;
}
