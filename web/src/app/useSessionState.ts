import { useCallback, useEffect, useState } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import type { Session } from "../api/Session.ts";
import { currentSession, signOut } from "../api/sessions.ts";
import { onSignedOut } from "../api/signedOut.ts";

export type SessionState =
  | { readonly kind: "asking" }
  | { readonly kind: "signedIn"; readonly session: Session }
  | { readonly kind: "signedOut"; readonly isSetUpNeeded: boolean }
  | { readonly kind: "failed"; readonly failure: ApiFailure };

interface SessionControl {
  readonly state: SessionState;
  readonly enter: (session: Session) => void;
  /** Asks the node again who is signed in. */
  readonly check: () => void;
  readonly leave: () => Promise<void>;
}

/** Who is signed in, as far as the node has said. */
export function useSessionState(): SessionControl {
  const [state, setState] = useState<SessionState>({ kind: "asking" });

  const check = useCallback(() => {
    currentSession().then(
      (session) => setState({ kind: "signedIn", session }),
      (error: unknown) => {
        if (!(error instanceof ApiFailure)) throw error;
        // A 401 is told to every listener already. A node that cannot be reached ends no session.
        if (error.status !== 401) {
          setState((known) => known.kind === "signedIn" ? known : { kind: "failed", failure: error });
        }
      },
    );
  }, []);

  useEffect(() => onSignedOut(({ setupNeeded }) => setState({ kind: "signedOut", isSetUpNeeded: setupNeeded })), []);
  useEffect(check, [check]);

  const enter = useCallback((session: Session) => setState({ kind: "signedIn", session }), []);
  const leave = useCallback(async () => {
    await signOut();
    setState({ kind: "signedOut", isSetUpNeeded: false });
  }, []);
  return { state, enter, check, leave };
}
