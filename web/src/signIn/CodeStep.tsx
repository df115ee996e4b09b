import { type Dispatch, type FormEvent, type ReactElement, useEffect, useId, useRef } from "react";
import { failureText } from "../i18n/failureText.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { CodeInput } from "../ui/CodeInput.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { ResendButton } from "./ResendButton.tsx";
import type { SignInEvent, SignInState } from "./signInState.ts";
import { useWords } from "./words/useWords.ts";

interface CodeStepProps {
  readonly state: SignInState;
  readonly length: number;
  readonly dispatch: Dispatch<SignInEvent>;
  readonly onResend: () => Promise<void>;
  readonly onVerify: (code: string) => Promise<void>;
}

/** Second step: the code out of the mail. It is sent as soon as it is whole. */
export function CodeStep({ state, length, dispatch, onResend, onVerify }: CodeStepProps): ReactElement {
  const { messages } = useSpeech();
  const words = useWords().signIn;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { failure, code, busy, notice } = state;
  const isWrong = failure?.code === "code_invalid";
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (failure !== null) field.current?.focus();
  }, [failure]);

  const change = (next: string) => {
    dispatch({ kind: "codeTyped", code: next });
    if (next.length === length && next !== code) void onVerify(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length === length) void onVerify(code);
    else field.current?.focus();
  };
  return (
    <form noValidate onSubmit={submit}>
      <h1 tabIndex={-1} className="text-xl font-semibold">{words.codeTitle}</h1>
      <p className="mt-1 mb-4 break-words text-muted">{words.codeSent(state.email.trim())}</p>
      <div className="panel p-4 md:p-5">
        <CodeInput
          ref={field}
          label={words.code(length)}
          length={length}
          value={code}
          onChange={change}
          isFaulty={isWrong}
          describedBy={isWrong ? `${id}-fault` : `${id}-hint`}
          isReadOnly={busy === "verifying"}
        />
        <p id={`${id}-fault`} role="alert" className="mt-2 text-bad empty:hidden" data-testid="code-fault">
          {isWrong && failureText(messages, failure)}
        </p>
        <p role="status" className="mt-2 empty:hidden">{notice !== null && words[notice]}</p>
        <p id={`${id}-hint`} className="mt-2 text-xs text-muted">{words.codeHint}</p>
        <Button look="primary" type="submit" className="mt-4 w-full" aria-disabled={busy !== null}>
          {busy === "verifying" ? words.verifying : words.verify}
        </Button>
        <div className="mt-2 -mb-1 flex flex-wrap justify-between gap-x-6">
          <ResendButton resendAtMs={state.resendAtMs} isSending={busy === "sending"} onResend={onResend} />
          <Button look="quiet" className="-mx-3" onClick={() => dispatch({ kind: "startedOver" })}>
            {words.otherEmail}
          </Button>
        </div>
      </div>
      {failure !== null && !isWrong && (
        <div className="mt-4">
          <FailureNotice failure={failure} />
        </div>
      )}
    </form>
  );
}
