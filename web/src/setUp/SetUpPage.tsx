import { type FormEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import { setUp } from "../api/sessions.ts";
import { useFragmentToken } from "../app/useFragmentToken.ts";
import { useTitle } from "../app/useTitle.ts";
import type { Language } from "../i18n/Language.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { Command } from "../ui/Command.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Field } from "../ui/Field.tsx";
import { faultsByField, focusFirstFault } from "../ui/fieldFaults.ts";
import { PageMessage } from "../ui/PageMessage.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useWords } from "../signIn/words/useWords.ts";

/** The first run: whoever holds the printed link becomes the owner. */
export default function SetUpPage({ onDone }: { readonly onDone: () => void }): ReactElement {
  const { language, choose } = useSpeech();
  const words = useWords().setUp;
  const form = useRef<HTMLFormElement>(null);
  const token = useFragmentToken();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [workspace, setWorkspace] = useState("");
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isSending, setSending] = useState(false);
  useTitle(words.title);
  useEffect(() => {
    if (token !== null) form.current?.querySelector("input")?.focus({ preventScroll: true });
  }, [token]);

  if (token === null) {
    return (
      <PageMessage title={words.noTokenTitle}>
        <p>{words.noTokenText}</p>
        <Command text="uprising setup" />
      </PageMessage>
    );
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    const missing: Record<string, string> = {};
    if (name.trim() === "") missing["name"] = words.nameRequired;
    if (email.trim() === "") missing["email"] = words.emailRequired;
    if (workspace.trim() === "") missing["workspace"] = words.workspaceRequired;
    setFaults(missing);
    if (Object.keys(missing).length > 0) return focusFirstFault(form.current);
    setSending(true);
    setFailure(null);
    try {
      await setUp({
        token,
        name: name.trim(),
        email: email.trim(),
        workspace: workspace.trim(),
        language,
      });
      onDone();
    } catch (error) {
      setSending(false);
      if (!(error instanceof ApiFailure)) throw error;
      setFailure(error);
      setFaults(faultsByField(error.fields));
      focusFirstFault(form.current);
    }
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className="mx-auto max-w-lg px-4 py-8">
      <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
      <p className="mt-1 mb-4 text-muted">{words.intro}</p>
      <div className="panel grid gap-4 p-4 md:p-5">
        <TextField
          name="name"
          label={words.name}
          value={name}
          onChange={setName}
          fault={faults["name"]}
          autoComplete="name"
          maxLength={200}
          required
        />
        <TextField
          name="email"
          label={words.email}
          value={email}
          onChange={setEmail}
          fault={faults["email"]}
          type="email"
          inputMode="email"
          autoComplete="email"
          required
        />
        <TextField
          name="workspace"
          label={words.workspace}
          value={workspace}
          onChange={setWorkspace}
          fault={faults["workspace"]}
          placeholder={words.workspaceHint}
          autoComplete="organization"
          maxLength={200}
          required
        />
        <Field label={words.language} hint={words.languageHint} fault={faults["language"]}>
          {(attributes) => (
            <select
              {...attributes}
              name="language"
              className="control w-full"
              value={language}
              onChange={(event) => choose(event.target.value as Language)}
            >
              <option value="fr" lang="fr">Français</option>
              <option value="en" lang="en">English</option>
            </select>
          )}
        </Field>
      </div>
      {failure !== null && (
        <div className="mt-4">
          <FailureNotice failure={failure} />
        </div>
      )}
      <div className="mt-4 flex justify-end">
        <Button look="primary" type="submit" aria-disabled={isSending}>
          {isSending ? words.submitting : words.submit}
        </Button>
      </div>
    </form>
  );
}
