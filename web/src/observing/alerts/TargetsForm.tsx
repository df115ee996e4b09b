import { type FormEvent, type ReactElement, useRef, useState } from "react";
import {
  type AlertTargets,
  changeAlertTargets,
  openAlertTargets,
  testAlertTargets,
  webhookFormats,
} from "../../api/alerts.ts";
import { Button } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { faultsByField, focusFirstFault } from "../../ui/fieldFaults.ts";
import { isStale } from "../../ui/isStale.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { type Act, useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { draftOfTargets, noFaults, type TargetsDraft, targetsOf } from "./targetsDraft.ts";

/** Whom alerts are sent to. */
export function TargetsForm({ canManage }: { readonly canManage: boolean }): ReactElement {
  const words = useWords().targets;
  // Addresses of webhooks often are secrets: only who may change them sees them.
  return canManage ? <Targets /> : <p className="text-muted">{words.noManage}</p>;
}

function Targets(): ReactElement {
  const words = useWords().targets;
  const fetched = useFetched(openAlertTargets);
  // Beyond the form: it begins anew with each version.
  const act = useAct();
  const [said, setSaid] = useState("");
  return (
    <div className="flex max-w-2xl flex-col gap-3">
      <p className="text-muted">{words.intro}</p>
      <div className="panel">
        <FetchedList fetched={fetched} lines={5}>
          {(targets) => (
            <Form
              key={targets.version}
              targets={targets}
              act={act}
              said={said}
              onSay={setSaid}
              onSaved={fetched.replace}
              onStale={fetched.reload}
            />
          )}
        </FetchedList>
      </div>
    </div>
  );
}

interface FormProps {
  readonly targets: AlertTargets;
  readonly act: Act;
  /** What came of it last. */
  readonly said: string;
  readonly onSay: (text: string) => void;
  readonly onSaved: (targets: AlertTargets) => void;
  readonly onStale: () => Promise<void>;
}

function Form({ targets, act, said, onSay, onSaved, onStale }: FormProps): ReactElement {
  const words = useWords().targets;
  const test = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<TargetsDraft>(() => draftOfTargets(targets));
  const [faults, setFaults] = useState(noFaults);
  const nextKey = useRef(targets.webhooks.length);
  const told = faultsByField(act.failure?.fields ?? []);
  const isTouched = JSON.stringify(draft) !== JSON.stringify(draftOfTargets(targets));
  const type = (change: Partial<TargetsDraft>) => {
    onSay("");
    setDraft((before) => ({ ...before, ...change }));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { fields, faults } = targetsOf(draft);
    setFaults(faults);
    if (fields === null) return focusFirstFault(form.current);
    await act.run(async () => {
      try {
        onSaved(await changeAlertTargets(targets.version, fields));
        onSay(words.saved);
      } catch (error) {
        if (isStale(error)) await onStale();
        throw error;
      }
    });
  };
  const changeWebhook = (key: number, change: Partial<TargetsDraft["webhooks"][number]>) =>
    type({ webhooks: draft.webhooks.map((known) => known.key === key ? { ...known, ...change } : known) });
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4 px-4 py-3" data-testid="targets">
      <TextField
        name="emails"
        label={words.emails}
        hint={words.emailsHint}
        rows={3}
        value={draft.emails}
        onChange={(emails) => type({ emails })}
        fault={told["emails"]}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">{words.webhooks}</legend>
        {draft.webhooks.length === 0 && <p className="text-muted">{words.noWebhooks}</p>}
        {draft.webhooks.map(({ key, url, format }) => (
          <div key={key} className="flex flex-wrap items-start gap-2">
            <TextField
              name="url"
              label={words.url}
              className="min-w-0 flex-1 basis-60"
              value={url}
              onChange={(url) => changeWebhook(key, { url })}
              fault={faults.webhooks.includes(key) ? words.urlFault : undefined}
              inputMode="url"
              placeholder="https://"
              autoComplete="off"
              maxLength={2_000}
            />
            <SelectField
              name="format"
              label={words.format}
              value={format}
              onChange={(format) => changeWebhook(key, { format })}
              options={webhookFormats.map((value) => ({ value, label: words.formats[value] }))}
            />
            <Button
              look="quiet"
              className="mt-6"
              aria-label={words.removeLabel(url)}
              onClick={() => type({ webhooks: draft.webhooks.filter((known) => known.key !== key) })}
            >
              {words.remove}
            </Button>
          </div>
        ))}
        <Button
          className="self-start"
          onClick={() => {
            nextKey.current += 1;
            type({ webhooks: [...draft.webhooks, { key: nextKey.current, url: "", format: "plain" }] });
          }}
        >
          {words.add}
        </Button>
      </fieldset>
      <TextField
        name="deadManURL"
        label={words.deadMan}
        hint={words.deadManHint}
        value={draft.deadManURL}
        onChange={(deadManURL) => type({ deadManURL })}
        fault={faults.deadManURL ? words.urlFault : told["deadManURL"]}
        inputMode="url"
        placeholder="https://"
        autoComplete="off"
        maxLength={2_000}
      />
      <TextField
        name="minutesBetween"
        label={words.between}
        hint={words.betweenHint}
        className="max-w-60"
        value={draft.minutesBetween}
        onChange={(minutesBetween) => type({ minutesBetween })}
        fault={faults.minutesBetween ? words.numberFault : told["minutesBetween"]}
        inputMode="numeric"
        autoComplete="off"
      />
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      {test.failure !== null && <FailureNotice failure={test.failure} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" type="submit" aria-disabled={act.isBusy}>{words.save}</Button>
        <Button
          aria-disabled={isTouched || test.isBusy}
          title={isTouched ? words.unsaved : undefined}
          onClick={() => {
            if (isTouched) return onSay(words.unsaved);
            void test.run(async () => {
              await testAlertTargets();
              onSay(words.tested);
            });
          }}
        >
          {words.test}
        </Button>
        <p role="status" className="text-muted">{said}</p>
      </div>
    </form>
  );
}
