import { type ReactElement, useCallback, useMemo, useState } from "react";
import { changeForm, createForm, formFieldNames, type LeadForm, type LeadFormFields } from "../../api/forms.ts";
import type { Project } from "../../api/projects.ts";
import type { Session } from "../../api/Session.ts";
import { newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { ConflictNotice } from "../../editing/ConflictNotice.tsx";
import { valueOf } from "../../editing/edit.ts";
import { useEdit } from "../../editing/useEdit.ts";
import { Field } from "../../ui/Field.tsx";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useWords } from "../words/useWords.ts";
import { namesALead, originsOf, wishOf, withWish } from "./formDraft.ts";

const names = ["name", "projectId", "origins", "language", "fields", "thanks", "enabled", "perMinute"] as const;

interface FormFormDialogProps {
  /** Null for a new one. */
  readonly form: LeadForm | null;
  readonly projects: readonly Project[];
  readonly session: Session;
  readonly onSaved: () => Promise<void>;
  readonly onClose: () => void;
}

/** All that is said of a public form. */
export function FormFormDialog({ form, projects, session, onSaved, onClose }: FormFormDialogProps): ReactElement {
  const shared = useWords();
  const words = shared.forms;
  const [key] = useState(newIdempotencyKey);
  const [blank] = useState<LeadFormFields>({
    name: "",
    projectId: session.project.id,
    origins: [],
    language: session.workspace.language,
    fields: [
      { name: "company", required: true },
      { name: "contactName", required: false },
      { name: "email", required: true },
      { name: "notes", required: false },
    ],
    thanks: null,
    enabled: true,
    perMinute: 30,
  });
  const subject = useMemo(() => form ?? { ...blank, version: 0 }, [form, blank]);
  const [origins, setOrigins] = useState((form ?? blank).origins.join("\n"));
  const [isTried, setTried] = useState(false);
  const store = useCallback(async (version: number, change: Partial<LeadFormFields>) => {
    const stored = form === null
      ? await createForm({ ...blank, ...change }, key)
      : await changeForm({ ...form, version }, change);
    await onSaved();
    return stored;
  }, [form, blank, key, onSaved]);
  const editing = useEdit<LeadFormFields>(subject, names, store);
  const { edit, type } = editing;
  const faults = faultsByField(editing.failure?.fields ?? []);
  const fault = (field: string) => Object.entries(faults).find(([name]) => name.startsWith(field))?.[1];
  const fields = valueOf(edit, "fields");
  const isUnnamed = valueOf(edit, "name").trim() === "";
  const submit = () => {
    setTried(true);
    return isUnnamed || !namesALead(fields) ? Promise.resolve(false) : editing.save();
  };
  return (
    <FormDialog
      title={form === null ? words.create : words.editTitle}
      act={{ ...editing, run: () => Promise.resolve(false) }}
      verb={shared.save}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={words.name}
        value={valueOf(edit, "name")}
        onChange={(value) => type("name", value)}
        fault={isTried && isUnnamed ? shared.nameRequired : fault("name")}
        maxLength={100}
        autoComplete="off"
        required
      />
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          name="projectId"
          label={words.project}
          value={valueOf(edit, "projectId")}
          onChange={(value) => type("projectId", value)}
          fault={fault("projectId")}
          options={projects.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SelectField
          name="language"
          label={words.language}
          value={valueOf(edit, "language")}
          onChange={(value) => type("language", value)}
          fault={fault("language")}
          options={[{ value: "fr", label: "Français", lang: "fr" }, { value: "en", label: "English", lang: "en" }]}
        />
      </div>
      <Field
        label={words.fields}
        hint={words.fieldsHint}
        fault={isTried && !namesALead(fields) ? words.fieldsHint : fault("fields")}
      >
        {(attributes) => (
          <div {...attributes} role="group" aria-label={words.fields} className="grid grid-cols-[1fr_auto] gap-x-4">
            {formFieldNames.map((name) => {
              const wish = wishOf(fields, name);
              const label = words.fieldNames[name];
              return (
                <div key={name} className="contents">
                  <label className="flex min-h-9 items-center gap-2.5">
                    <input
                      type="checkbox"
                      aria-label={label}
                      className="size-4 shrink-0"
                      checked={wish !== "off"}
                      onChange={() => type("fields", withWish(fields, name, wish === "off" ? "optional" : "off"))}
                    />
                    <span>{label}</span>
                  </label>
                  <label className={`flex min-h-9 items-center gap-2.5 ${wish === "off" ? "invisible" : ""}`}>
                    <input
                      type="checkbox"
                      aria-label={words.requiredLabel(label)}
                      className="size-4 shrink-0"
                      checked={wish === "required"}
                      onChange={() =>
                        type("fields", withWish(fields, name, wish === "required" ? "optional" : "required"))}
                    />
                    <span className="text-muted">{words.required}</span>
                  </label>
                </div>
              );
            })}
          </div>
        )}
      </Field>
      <TextField
        name="origins"
        label={words.origins}
        hint={words.originsHint}
        rows={2}
        value={origins}
        onChange={(value) => {
          setOrigins(value);
          type("origins", originsOf(value));
        }}
        fault={fault("origins")}
      />
      <TextField
        name="thanks"
        label={words.thanks}
        hint={words.thanksHint}
        value={valueOf(edit, "thanks") ?? ""}
        onChange={(value) => type("thanks", value)}
        fault={fault("thanks")}
        maxLength={1_000}
        autoComplete="off"
      />
      <TextField
        name="perMinute"
        label={words.perMinute}
        inputMode="numeric"
        value={String(valueOf(edit, "perMinute") || "")}
        onChange={(value) => type("perMinute", Number(value.replace(/\D/g, "").slice(0, 4)))}
        fault={fault("perMinute")}
        maxLength={3}
        autoComplete="off"
      />
      <ConflictNotice
        editing={editing}
        label={(field) => field === "projectId" ? words.project : words[field]}
        show={(_, value) => typeof value === "string" ? value : JSON.stringify(value)}
      />
    </FormDialog>
  );
}
