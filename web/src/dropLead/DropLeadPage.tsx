import { type FormEvent, type ReactElement, Suspense, useEffect, useRef, useState } from "react";
import { lazy } from "../ui/lazy.ts";
import { ApiFailure } from "../api/ApiFailure.ts";
import type { Lead } from "../api/Lead.ts";
import type { LeadDraft } from "../api/LeadDraft.ts";
import { navigate } from "../app/navigation.ts";
import { leadsPath, warRoomPath } from "../app/Route.ts";
import { useTitle } from "../app/useTitle.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { dropWrite } from "../offline/leadWrites.ts";
import { useWriteQueue } from "../offline/writes.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { faultsByField, focusFirstFault } from "../ui/fieldFaults.ts";
import { Link } from "../ui/Link.tsx";
import { TextField } from "../ui/TextField.tsx";
import { DraftFields } from "./DraftFields.tsx";
import { draftOfSearch } from "./draftFrom.ts";
import { Elsewhere } from "./Elsewhere.tsx";
import { keepsKey, newIdempotencyKey } from "./idempotency.ts";

const DuplicateNotice = lazy(() => import("../leadWork/DuplicateNotice.tsx"));

/** The form that drops a lead and then goes to its war room. */
export default function DropLeadPage({ search }: { readonly search: string }): ReactElement {
  const { messages } = useSpeech();
  const words = messages.drop;
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(newIdempotencyKey());
  const queue = useWriteQueue();
  const [draft, setDraft] = useState(() => draftOfSearch(search));
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [isSending, setSending] = useState(false);
  useTitle(words.title);
  // The page is loaded after the address changed, when the focus has been moved already.
  useEffect(() => form.current?.querySelector("input")?.focus({ preventScroll: true }), []);

  const change = (name: keyof LeadDraft) => (value: string) => {
    setDraft((known) => ({ ...known, [name]: value }));
    setFaults((known) => Object.fromEntries(Object.entries(known).filter(([field]) => field !== name)));
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    if (draft.company.trim() === "") {
      setFaults({ company: words.companyRequired });
      return focusFirstFault(form.current);
    }
    setSending(true);
    setFailure(null);
    setFaults({});
    try {
      const outcome = await queue.perform<Lead>(dropWrite(draft, key.current));
      navigate(outcome.isKept ? leadsPath() : warRoomPath(outcome.answer.id), true);
    } catch (error) {
      if (!keepsKey(error)) key.current = newIdempotencyKey();
      setSending(false);
      if (!(error instanceof ApiFailure)) throw error;
      setFailure(error);
      setFaults(faultsByField(error.fields));
      focusFirstFault(form.current);
    }
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className="mx-auto max-w-2xl px-4 py-4 md:py-6">
      <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
      <p className="mt-1 mb-4 text-muted">{words.intro}</p>
      <div className="panel grid gap-4 p-4 md:grid-cols-2 md:p-5">
        <TextField
          name="company"
          label={words.company}
          value={draft.company}
          onChange={change("company")}
          fault={faults["company"]}
          maxLength={200}
          required
          autoComplete="off"
        />
        <DraftFields draft={draft} faults={faults} change={change} />
      </div>
      {failure !== null && (
        <div className="mt-4">
          <FailureNotice failure={failure}>
            {failure.isUncertain && <p>{words.retryHint}</p>}
            {failure.code === "duplicate_lead" && (
              <Suspense fallback={null}>
                <DuplicateNotice failure={failure} />
              </Suspense>
            )}
            {failure.code === "idempotency_key_reused" && (
              <p>
                {words.keyReused} <Link to={leadsPath()} className="text-accent underline">{words.seeList}</Link>
              </p>
            )}
          </FailureNotice>
        </div>
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Link to={leadsPath()} className={buttonClass("quiet")}>{words.cancel}</Link>
        <Button look="primary" type="submit" aria-disabled={isSending}>
          {isSending ? words.submitting : words.submit}
        </Button>
      </div>
      <Elsewhere />
    </form>
  );
}
