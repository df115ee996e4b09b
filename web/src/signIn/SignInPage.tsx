import { type ReactElement, useEffect, useReducer } from "react";
import { requestCode, signInMethods, signInWithCode } from "../api/signIn.ts";
import { useTitle } from "../app/useTitle.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { failureOf } from "../ui/failureOf.ts";
import { useFetched } from "../ui/useFetched.ts";
import { AddressStep } from "./AddressStep.tsx";
import { CodeStep } from "./CodeStep.tsx";
import { DevMailboxHint } from "./DevMailboxHint.tsx";
import { keepPendingCode, pendingCode } from "./pendingCode.ts";
import { signInReducer, type SignInState, startOfSignIn } from "./signInState.ts";
import { useWords } from "./words/useWords.ts";

/** Digits of a code, as long as the node has not said otherwise. */
const USUAL_CODE_LENGTH = 6;

/** The way in: an address, then the code that was sent to it. */
export function SignInPage(): ReactElement {
  const { language } = useSpeech();
  const realtime = useRealtime();
  const [state, dispatch] = useReducer(signInReducer, null, () => startOfSignIn(pendingCode()));
  // Without this answer one can sign in all the same.
  const methods = useFetched(signInMethods).value;
  useTitle(useWords().signIn.title);
  // The socket was opened by who has left; the next one to come opens his own.
  useEffect(() => realtime.closeIfUnused(), [realtime]);
  useKeptCode(state);

  const send = async () => {
    if (state.busy !== null) return;
    dispatch({ kind: "sending" });
    try {
      await requestCode(state.email.trim(), language);
      dispatch({ kind: "sent", nowMs: Date.now() });
    } catch (error) {
      dispatch({ kind: "failed", failure: failureOf(error), nowMs: Date.now() });
    }
  };
  const verify = async (code: string) => {
    if (state.busy !== null) return;
    dispatch({ kind: "verifying" });
    try {
      await signInWithCode(state.email.trim(), code);
      keepPendingCode(null);
    } catch (error) {
      dispatch({ kind: "failed", failure: failureOf(error), nowMs: Date.now() });
    }
  };
  return (
    <div className="mx-auto max-w-lg px-4 py-8">
      {state.step === "address"
        ? <AddressStep state={state} methods={methods} dispatch={dispatch} onSend={send} />
        : (
          <CodeStep
            state={state}
            length={methods?.codeLength ?? USUAL_CODE_LENGTH}
            dispatch={dispatch}
            onResend={send}
            onVerify={verify}
          />
        )}
      {methods?.devMailbox === true && <DevMailboxHint />}
    </div>
  );
}

/** Remembers a code that was asked for, should the page be thrown away while its user reads the mail. */
function useKeptCode({ step, email, askedAtMs, resendAtMs }: SignInState): void {
  useEffect(() => {
    keepPendingCode(step === "code" ? { email: email.trim(), askedAtMs, resendAtMs } : null);
  }, [step, email, askedAtMs, resendAtMs]);
}
