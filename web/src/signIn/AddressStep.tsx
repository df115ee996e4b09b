import { type Dispatch, type FormEvent, type ReactElement, useEffect, useRef, useState } from "react";
import type { SignInMethods } from "../api/signIn.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { faultsByField } from "../ui/fieldFaults.ts";
import { TextField } from "../ui/TextField.tsx";
import type { SignInEvent, SignInState } from "./signInState.ts";
import { useWords } from "./words/useWords.ts";

interface AddressStepProps {
  readonly state: SignInState;
  readonly methods: SignInMethods | null;
  readonly dispatch: Dispatch<SignInEvent>;
  readonly onSend: () => Promise<void>;
}

/** First step: who wants to come in. */
export function AddressStep({ state, methods, dispatch, onSend }: AddressStepProps): ReactElement {
  const words = useWords().signIn;
  const form = useRef<HTMLFormElement>(null);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = state.email.trim() === "";
    setMissing(isEmpty);
    if (isEmpty) form.current?.querySelector("input")?.focus();
    else void onSend();
  };
  const fault = isMissing ? words.emailRequired : faultsByField(state.failure?.fields ?? [])["email"];
  return (
    <form ref={form} noValidate onSubmit={submit}>
      <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
      <p className="mt-1 mb-4 text-muted">{words.intro}</p>
      <div className="panel p-4 md:p-5">
        <TextField
          name="email"
          label={words.email}
          value={state.email}
          onChange={(email) => {
            setMissing(false);
            dispatch({ kind: "emailTyped", email });
          }}
          fault={fault}
          type="email"
          inputMode="email"
          autoComplete="username"
          maxLength={320}
          required
        />
        <Button look="primary" type="submit" className="mt-4 w-full" aria-disabled={state.busy !== null}>
          {state.busy === "sending" ? words.sending : words.send}
        </Button>
        <SignUpHint methods={methods} />
      </div>
      {state.failure !== null && fault === undefined && (
        <div className="mt-4">
          <FailureNotice failure={state.failure} />
        </div>
      )}
    </form>
  );
}

/** Who may come in without being a member yet. */
function SignUpHint({ methods }: { readonly methods: SignInMethods | null }): ReactElement | null {
  const { language } = useSpeech();
  const words = useWords().signIn;
  if (methods === null || methods.signUp === "open") return null;
  const domains = new Intl.ListFormat(language).format(methods.domains.map((domain) => `@${domain}`));
  return (
    <p className="mt-3 text-xs text-muted">
      {methods.signUp === "invited" ? words.invitedOnly : words.domainsOnly(domains)}
    </p>
  );
}
