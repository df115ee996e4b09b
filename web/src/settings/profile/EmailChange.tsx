import { type FormEvent, type ReactElement, useReducer, useState } from "react";
import { requestEmailChange } from "../../api/me.ts";
import type { User } from "../../api/Session.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { Section } from "../../ui/Section.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { AddressConfirmation } from "./AddressConfirmation.tsx";
import { emailChangeReducer, noEmailChange } from "./emailChange.ts";

/** Changes the address that one signs in with; both the old and the new one must agree. */
export function EmailChange({ user }: { readonly user: User }): ReactElement {
  const shared = useWords();
  const words = shared.profile;
  const { shell } = useSpeech().messages;
  const act = useAct();
  const [state, dispatch] = useReducer(emailChangeReducer, noEmailChange);
  const [fault, setFault] = useState<string | null>(null);
  const isUnderWay = state.waiting.length > 0;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const email = state.newEmail.trim();
    const refusal = email === "" ? shared.emailRequired : email === user.email ? words.sameEmail : null;
    setFault(refusal);
    if (refusal !== null) return;
    const isSent = await act.run(() => requestEmailChange(email));
    if (isSent) dispatch({ kind: "sent", addresses: [user.email, email] });
  };
  return (
    <Section title={words.email}>
      <div className="flex flex-col gap-4 p-4">
        <p>
          <span className="text-muted">{words.emailNow}</span>{" "}
          <span className="font-medium break-all">{user.email}</span>
        </p>
        {state.isDone && <p role="status" className="text-good">{words.changed}</p>}
        {!isUnderWay && (
          <form noValidate onSubmit={submit} className="flex flex-col gap-3">
            <TextField
              name="newEmail"
              label={words.newEmail}
              value={state.newEmail}
              onChange={(email) => {
                setFault(null);
                dispatch({ kind: "typed", email });
              }}
              fault={fault ?? faultsByField(act.failure?.fields ?? [])["email"]}
              type="email"
              inputMode="email"
              autoComplete="email"
              maxLength={320}
              className="md:max-w-sm"
            />
            {act.failure !== null && act.failure.fields.length === 0 && <FailureNotice failure={act.failure} />}
            <Button type="submit" className="self-start" aria-disabled={act.isBusy}>
              {act.isBusy ? words.sending : words.change}
            </Button>
          </form>
        )}
        {isUnderWay && (
          <div className="flex flex-col gap-4">
            <div>
              <h3 className="font-semibold">{words.codesTitle}</h3>
              <p className="text-muted">{words.codesText}</p>
            </div>
            {state.confirmed.map((email) => (
              <p key={email} role="status" className="break-words text-good">{email} · {words.confirmed}</p>
            ))}
            {state.waiting.map((email) => (
              <AddressConfirmation
                key={email}
                email={email}
                onConfirmed={(outcome) => dispatch({ kind: "confirmed", email, state: outcome })}
              />
            ))}
            <Button look="quiet" className="-ml-3 self-start" onClick={() => dispatch({ kind: "gaveUp" })}>
              {shell.cancel}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
