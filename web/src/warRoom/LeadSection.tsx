import { type FormEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from "react";
import type { Lead } from "../api/Lead.ts";
import { useSession } from "../app/SessionContext.ts";
import { ConflictNotice } from "../editing/ConflictNotice.tsx";
import { isUntouched, valueOf } from "../editing/edit.ts";
import { useEdit } from "../editing/useEdit.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { fieldLabel, fieldText } from "../leadWork/fieldText.ts";
import { TagsField } from "../leadWork/TagsField.tsx";
import { valueText } from "../leadWork/valueText.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { ValueField } from "../pipeline/move/ValueField.tsx";
import { useWords as usePipelineWords } from "../pipeline/words/useWords.ts";
import { Badge } from "../ui/Badge.tsx";
import { useLeadStore } from "../offline/useLeadStore.ts";
import { Button } from "../ui/Button.tsx";
import { ExternalLink } from "../ui/ExternalLink.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { faultsByField, focusFirstFault } from "../ui/fieldFaults.ts";
import { Section } from "../ui/Section.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useFocusBack } from "../ui/useFocusBack.ts";
import { NewMark } from "./news/NewsContext.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

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

interface LeadSectionProps {
  readonly lead: Lead;
  readonly onChanged: (lead: Lead) => void;
}

/** What people know of the lead: to read, and to write over in place. */
export function LeadSection({ lead, onChanged }: LeadSectionProps): ReactElement {
  const words = useWords();
  const warRoom = useWarRoomWords();
  const { permissions } = useSession();
  const [isEditing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const mayEdit = permissions.includes("leads.write") && lead.deletedAt === null;
  useFocusBack(isEditing, opener);
  const leave = () => setEditing(false);
  return (
    <Section
      title={warRoom.lead}
      mark={<NewMark fields={["company"]} />}
      aside={mayEdit && !isEditing && (
        <Button
          ref={opener}
          look="quiet"
          className="-mr-3"
          aria-label={words.lead.editLabel}
          onClick={() => setEditing(true)}
        >
          {words.edit}
        </Button>
      )}
    >
      {isEditing ? <LeadForm lead={lead} onChanged={onChanged} onLeave={leave} /> : <LeadDetails lead={lead} />}
    </Section>
  );
}

function LeadDetails({ lead }: { readonly lead: Lead }): ReactElement {
  const words = useWarRoomWords();
  const { fields } = useWords();
  const { formats } = useSpeech();
  return (
    <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5 px-4 py-3" data-testid="lead-details">
      <Row label={words.website} field="website">
        {lead.website !== null && <ExternalLink address={lead.website} />}
      </Row>
      <Row label={words.contact} field="contactName">{lead.contactName}</Row>
      <Row label={words.email} field="email">{lead.email}</Row>
      <Row label={words.phone} field="phone">{lead.phone}</Row>
      <Row label={fields.siren} field="siren">{lead.siren}</Row>
      <Row label={fields.vat} field="vat">{lead.vat}</Row>
      <Row label={fields.value} field="value">
        {lead.value !== null && <span className="tabular-nums">{valueText(lead.value, formats.language)}</span>}
      </Row>
      <Row label={fields.closeReason} field="closeReason">{lead.closeReason}</Row>
      <Row label={fields.tags} field="tags">
        {lead.tags.length > 0 && (
          <span className="flex flex-wrap gap-1">
            {lead.tags.map((tag) => <Badge key={tag} look="accent">{tag}</Badge>)}
          </span>
        )}
      </Row>
      <Row label={words.dropped}>
        <Time iso={lead.createdAt} />
      </Row>
      <Row label={words.readyAt}>{lead.readyAt !== null && <Time iso={lead.readyAt} />}</Row>
      <Row label={fields.notes} field="notes">
        {lead.notes !== null && <span className="whitespace-pre-wrap">{lead.notes}</span>}
      </Row>
    </dl>
  );
}

function LeadForm(
  { lead, onChanged, onLeave }: LeadSectionProps & { readonly onLeave: () => void },
): ReactElement {
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

/** A term and its description; nothing when there is none. */
function Row(
  { label, field, children }: {
    readonly label: string;
    /** What of the lead it shows. */
    readonly field?: string;
    readonly children: ReactNode;
  },
): ReactElement | null {
  if (children === null || children === false) return null;
  return (
    <>
      <dt className="text-muted">
        {label}
        {field !== undefined && <NewMark fields={[field]} />}
      </dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Time({ iso }: { readonly iso: string }): ReactElement {
  const { formats } = useSpeech();
  return <time dateTime={iso}>{formats.dateTime(iso)}</time>;
}
