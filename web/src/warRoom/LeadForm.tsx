import { type FormEvent, type ReactElement, useEffect, useRef, useState } from "react";
import type { Lead } from "../api/Lead.ts";
import { ConflictNotice } from "../editing/ConflictNotice.tsx";
import { isUntouched, valueOf } from "../editing/edit.ts";
import { useEdit } from "../editing/useEdit.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { fieldLabel, fieldText } from "../leadWork/fieldText.ts";
import { TagsField } from "../leadWork/TagsField.tsx";
import { useWords } from "../leadWork/words/useWords.ts";
import { useLeadStore } from "../offline/useLeadStore.ts";
import { ValueField } from "../pipeline/move/ValueField.tsx";
import { useWords as usePipelineWords } from "../pipeline/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { faultsByField, focusFirstFault } from "../ui/fieldFaults.ts";
import { TextField } from "../ui/TextField.tsx";

const texts = ["company", "website", "contactName", "email", "phone", "siren", "vat", "notes"] as const;
const names = [...texts, "tags", "value"] as const;

type Details = Pick<Lead, typeof names[number]>;

const noLookups = { members: [], projects: [], stages: [] };

/** As long as the node accepts. */
const lengths = {
  company: 200,
  website: 2_000,
  contactName: 200,
  email: 254,
  phone: 40,
  siren: 14,
  vat: 20,
  notes: 10_000,
};

interface LeadFormProps {
  readonly lead: Lead;
  readonly onChanged: (lead: Lead) => void;
  readonly onLeave: () => void;
}

/** What people know of the lead, to be written over; loaded when it is. */
export default function LeadForm({ lead, onChanged, onLeave }: LeadFormProps): ReactElement {
  const words = useWords();
  const { messages: { shell }, formats } = useSpeech();
  const moving = usePipelineWords();
  const [valueFault, setValueFault] = useState<string>();
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const store = useLeadStore(lead, onChanged);
  const editing = useEdit<Details>(lead, names, store);
  const { edit, type } = editing;
  const faults = faultsByField(editing.failure?.fields ?? []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isMissing = valueOf(edit, "company").trim() === "";
    setMissing(isMissing);
    if (!isMissing && valueFault === undefined && await editing.save()) onLeave();
    else focusFirstFault(form.current);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves a form that nobody has written in
    <form
      ref={form}
      noValidate
      data-testid="lead-form"
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && isUntouched(edit) && onLeave()}
      className="flex flex-col gap-3 px-4 py-3"
    >
      {texts.map((name, index) => (
        <TextField
          key={name}
          name={name}
          label={words.fields[name]}
          value={valueOf(edit, name) ?? ""}
          onChange={(value) => type(name, value)}
          fault={name === "company" && missing ? words.lead.companyRequired : faults[name]}
          maxLength={lengths[name]}
          autoComplete="off"
          {...(name === "notes" ? { rows: 4 } : {})}
          {...(name === "email" ? { type: "email" as const } : name === "phone" ? { type: "tel" as const } : {})}
          {...(name === "website" ? { inputMode: "url" as const } : {})}
          {...(index === 0 ? { required: true } : {})}
        />
      ))}
      <ValueField
        key={edit.version}
        label={words.fields.value}
        value={valueOf(edit, "value")}
        fault={valueFault ?? faults["value"]}
        onChange={(entry) => {
          setValueFault("fault" in entry ? moving.move[entry.fault] : undefined);
          if ("value" in entry) type("value", entry.value);
        }}
      />
      <TagsField
        label={words.fields.tags}
        tags={valueOf(edit, "tags")}
        onChange={(tags) => type("tags", tags)}
        fault={faults["tags"]}
      />
      <ConflictNotice
        editing={editing}
        label={(field) => fieldLabel(words, field)}
        show={(field, value) => fieldText(field, value, { words, formats, lookups: noLookups }) ?? words.none}
      />
      {editing.failure !== null && <FailureNotice failure={editing.failure} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onLeave}>{shell.cancel}</Button>
        <Button look="primary" type="submit" aria-disabled={editing.isBusy || edit.conflicts.length > 0}>
          {editing.isBusy ? words.saving : words.save}
        </Button>
      </div>
    </form>
  );
}
