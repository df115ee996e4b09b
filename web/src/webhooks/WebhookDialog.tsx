import { type ReactElement, useRef, useState } from "react";
import type { Project } from "../api/projects.ts";
import { changeWebhook, createWebhook, type NewWebhookSecret, type Webhook } from "../api/webhooks.ts";
import { keepsKey, newIdempotencyKey } from "../dropLead/idempotency.ts";
import { Field } from "../ui/Field.tsx";
import { faultsByField } from "../ui/fieldFaults.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { isStale } from "../ui/isStale.ts";
import { SelectField } from "../ui/SelectField.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAct } from "../ui/useAct.ts";
import { EVERYTHING, families, toggled, typesFault, typesOf, wholeOf } from "./eventTypes.ts";
import { useWords } from "./words/useWords.ts";

interface WebhookDialogProps {
  /** Null for a new one. */
  readonly webhook: Webhook | null;
  readonly projects: readonly Project[];
  readonly onCreated: (secret: NewWebhookSecret) => void;
  readonly onSaved: () => Promise<void>;
  readonly onClose: () => void;
}

/** An address and what it is told. */
export function WebhookDialog({ webhook, projects, onCreated, onSaved, onClose }: WebhookDialogProps): ReactElement {
  const words = useWords();
  const act = useAct();
  const key = useRef(newIdempotencyKey());
  const [url, setURL] = useState(webhook?.url ?? "");
  const [types, setTypes] = useState<readonly string[]>(webhook?.types ?? ["lead.*"]);
  const [typed, setTyped] = useState(types.join("\n"));
  const [projectId, setProjectId] = useState(webhook?.projectId ?? "");
  const [description, setDescription] = useState(webhook?.description ?? "");
  const [isTried, setTried] = useState(false);
  const isAddress = /^https?:\/\/\S+$/.test(url.trim());
  const own = typesFault(types);
  const faults = faultsByField(act.failure?.fields ?? []);
  const typesTold = Object.entries(faults).find(([name]) => name.startsWith("types"))?.[1];
  const choose = (next: readonly string[]) => {
    setTypes(next);
    setTyped(next.join("\n"));
  };
  const submit = () => {
    setTried(true);
    if (!isAddress || own !== null) return Promise.resolve(false);
    const fields = {
      url: url.trim(),
      types,
      projectId: projectId === "" ? null : projectId,
      description: description.trim() === "" ? null : description.trim(),
    };
    return act.run(async () => {
      try {
        if (webhook === null) onCreated(await createWebhook({ ...fields, enabled: true }, key.current));
        else await changeWebhook(webhook.id, webhook.version, fields);
      } catch (error) {
        if (!keepsKey(error)) key.current = newIdempotencyKey();
        if (isStale(error)) await onSaved();
        throw error;
      }
      await onSaved();
    });
  };
  return (
    <FormDialog
      title={webhook === null ? words.create : words.editTitle}
      act={act}
      verb={words.save}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="url"
        label={words.url}
        hint={words.urlHint}
        value={url}
        onChange={setURL}
        fault={isTried && !isAddress ? words.urlFault : faults["url"]}
        inputMode="url"
        placeholder="https://"
        maxLength={2_000}
        autoComplete="off"
        required
      />
      <Field
        label={words.types}
        hint={words.typesHint}
        fault={isTried && own !== null ? words.typesFaults[own] : typesTold}
      >
        {(attributes) => (
          <div className="flex flex-col gap-2">
            <div role="group" aria-label={words.types} className="grid grid-cols-2 gap-x-3">
              {[EVERYTHING, ...families].map((family) => {
                const whole = family === EVERYTHING ? EVERYTHING : wholeOf(family);
                return (
                  <label key={family} className="flex min-h-8 items-center gap-2">
                    <input
                      type="checkbox"
                      aria-label={words.families[family] ?? family}
                      className="size-4 shrink-0"
                      checked={types.includes(whole)}
                      onChange={() =>
                        choose(
                          family === EVERYTHING ? types.includes(whole) ? [] : [EVERYTHING] : toggled(types, family),
                        )}
                    />
                    <span>{words.families[family] ?? family}</span>
                  </label>
                );
              })}
            </div>
            <textarea
              {...attributes}
              name="types"
              rows={3}
              spellCheck={false}
              autoCapitalize="none"
              className="control w-full font-mono text-xs"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setTypes(typesOf(event.target.value));
              }}
            />
          </div>
        )}
      </Field>
      <SelectField
        name="projectId"
        label={words.project}
        value={projectId}
        onChange={setProjectId}
        fault={faults["projectId"]}
        options={[
          { value: "", label: words.everyProject },
          ...projects.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <TextField
        name="description"
        label={words.description}
        value={description}
        onChange={setDescription}
        fault={faults["description"]}
        maxLength={200}
        autoComplete="off"
      />
    </FormDialog>
  );
}
