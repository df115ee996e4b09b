import { type FormEvent, type ReactElement, useCallback, useRef, useState } from "react";
import type { Lead } from "../api/Lead.ts";
import { useSession } from "../app/SessionContext.ts";
import { useNow } from "../app/useNow.ts";
import { ConflictNotice } from "../editing/ConflictNotice.tsx";
import { isUntouched, valueOf } from "../editing/edit.ts";
import { type Editing, useEdit } from "../editing/useEdit.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { dayField, dueState, endOfDay, minuteField, momentOf } from "../leadWork/days.ts";
import { fieldLabel, fieldText } from "../leadWork/fieldText.ts";
import { MomentField } from "../leadWork/MomentField.tsx";
import type { Lookups } from "../leadWork/useLookups.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { StageField } from "../pipeline/lead/StageField.tsx";
import { Badge } from "../ui/Badge.tsx";
import { useLeadStore } from "../offline/useLeadStore.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { faultsByField } from "../ui/fieldFaults.ts";
import { Section } from "../ui/Section.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useFocusBack } from "../ui/useFocusBack.ts";
import { NewMark } from "./news/NewsContext.tsx";

const places = ["ownerId", "projectId"] as const;
const plans = ["nextStep", "nextStepDue", "remindAt"] as const;

type Place = Pick<Lead, typeof places[number]>;
type Planned = Pick<Lead, typeof plans[number]>;

interface FollowUpSectionProps {
  readonly lead: Lead;
  readonly lookups: Lookups;
  readonly onChanged: (lead: Lead) => void;
}

/** Who is on it, where it stands, and what is to be done next. Owner and stage are stored as they are chosen. */
export default function FollowUpSection({ lead, lookups, onChanged }: FollowUpSectionProps): ReactElement {
  const words = useWords();
  const { permissions } = useSession();
  const [isPlanning, setPlanning] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const mayEdit = permissions.includes("leads.write") && lead.deletedAt === null;
  const store = useLeadStore(lead, onChanged);
  // What is chosen is stored at once, and must not take along a plan that is still being written.
  const placing = useEdit<Place>(lead, places, store);
  const planning = useEdit<Planned>(lead, plans, store);
  useFocusBack(isPlanning, opener);
  const leave = () => setPlanning(false);
  return (
    <Section title={words.followUp.title} mark={<NewMark fields={[...places, "stageId", ...plans]} />}>
      <div className="flex flex-col gap-3 px-4 py-3">
        {isPlanning
          ? <PlanForm editing={planning} onLeave={leave} />
          : (
            <div className="flex flex-wrap items-start justify-between gap-x-3">
              <Plan lead={lead} />
              {mayEdit && (
                <span className="-my-1.5 -mr-3 flex shrink-0">
                  {lead.nextStep !== null && (
                    <Button
                      look="quiet"
                      aria-disabled={planning.isBusy}
                      onClick={() => void planning.save({ nextStep: null, nextStepDue: null, remindAt: null })}
                    >
                      {words.followUp.clear}
                    </Button>
                  )}
                  <Button
                    ref={opener}
                    look="quiet"
                    aria-label={lead.nextStep === null ? words.followUp.plan : words.followUp.change}
                    onClick={() => setPlanning(true)}
                  >
                    {lead.nextStep === null ? words.add : words.edit}
                  </Button>
                </span>
              )}
            </div>
          )}
        <Unsettled editing={planning} lookups={lookups} isInForm={isPlanning} />
        <Choices editing={placing} lead={lead} lookups={lookups} mayEdit={mayEdit} onChanged={onChanged} />
        <Unsettled editing={placing} lookups={lookups} isInForm={false} />
      </div>
    </Section>
  );
}

/** What is left to be decided or tried again; nothing mostly. */
function Unsettled<Fields extends Partial<Place & Planned>>(
  { editing, lookups, isInForm }: {
    readonly editing: Editing<Fields>;
    readonly lookups: Lookups;
    /** True when a form of its own sends it. */
    readonly isInForm: boolean;
  },
): ReactElement {
  const words = useWords();
  const { messages, formats } = useSpeech();
  const { edit, failure, isBusy, forget, save } = editing;
  const isLeft = !isInForm && !isBusy && edit.conflicts.length === 0 && !isUntouched(edit);
  return (
    <>
      <ConflictNotice
        editing={editing}
        label={(field) => fieldLabel(words, String(field))}
        show={(field, value) => fieldText(String(field), value, { words, formats, lookups }) ?? words.history.nothing}
      />
      {failure !== null && <FailureNotice failure={failure} />}
      {isLeft && (
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={forget}>{messages.shell.cancel}</Button>
          <Button look="primary" onClick={() => void save()}>{words.save}</Button>
        </div>
      )}
    </>
  );
}

function Plan({ lead }: { readonly lead: Lead }): ReactElement {
  const words = useWords().followUp;
  const { formats } = useSpeech();
  const now = useNow();
  if (lead.nextStep === null && lead.nextStepDue === null) return <p className="text-muted">{words.nothing}</p>;
  const state = lead.nextStepDue === null ? null : dueState(lead.nextStepDue, now);
  return (
    <div className="min-w-40 flex-1" data-testid="next-step">
      <p className="font-medium break-words">{lead.nextStep}</p>
      <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
        {lead.nextStepDue !== null && (
          <time dateTime={lead.nextStepDue}>{words.dueOn(formats.day(lead.nextStepDue))}</time>
        )}
        {state === "overdue" && <Badge look="warn">{words.overdue}</Badge>}
        {state === "today" && <Badge look="accent">{words.today}</Badge>}
        {lead.remindAt !== null && (
          <time dateTime={lead.remindAt}>{words.reminder(formats.dateTime(lead.remindAt))}</time>
        )}
      </p>
    </div>
  );
}

function PlanForm(
  { editing, onLeave }: { readonly editing: Editing<Planned>; readonly onLeave: () => void },
): ReactElement {
  const words = useWords();
  const { shell } = useSpeech().messages;
  const { edit, type, save, forget, isBusy, failure } = editing;
  const faults = faultsByField(failure?.fields ?? []);
  const first = useCallback((form: HTMLFormElement | null) => form?.querySelector("input")?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await save()) onLeave();
  };
  return (
    <form ref={first} noValidate onSubmit={submit} className="flex flex-col gap-3" data-testid="plan-form">
      <TextField
        name="nextStep"
        label={words.followUp.step}
        placeholder={words.followUp.stepHint}
        value={valueOf(edit, "nextStep") ?? ""}
        onChange={(value) => type("nextStep", value)}
        fault={faults["nextStep"]}
        maxLength={500}
        autoComplete="off"
      />
      <div className="grid gap-3 min-[26rem]:grid-cols-2">
        <MomentField
          name="nextStepDue"
          type="date"
          label={words.followUp.due}
          value={dayField(valueOf(edit, "nextStepDue"))}
          onChange={(value) => type("nextStepDue", endOfDay(value))}
          fault={faults["nextStepDue"]}
        />
        <MomentField
          name="remindAt"
          type="datetime-local"
          label={words.followUp.remind}
          value={minuteField(valueOf(edit, "remindAt"))}
          onChange={(value) => type("remindAt", momentOf(value))}
          fault={faults["remindAt"]}
        />
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          look="quiet"
          onClick={() => {
            forget();
            onLeave();
          }}
        >
          {shell.cancel}
        </Button>
        <Button look="primary" type="submit" aria-disabled={isBusy || edit.conflicts.length > 0}>
          {isBusy ? words.saving : words.save}
        </Button>
      </div>
    </form>
  );
}

/** Owner, project and stage. Who may not change them reads them. */
function Choices(
  { editing, lead, lookups, mayEdit, onChanged }: FollowUpSectionProps & {
    readonly editing: Editing<Place>;
    readonly mayEdit: boolean;
  },
): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const { edit, save } = editing;
  const { members, projects } = lookups;
  const [owner, project] = [valueOf(edit, "ownerId"), valueOf(edit, "projectId")];
  if (!mayEdit) {
    const text = (field: "ownerId" | "stageId") => fieldText(field, lead[field], { words, formats, lookups });
    return (
      <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5">
        <dt className="text-muted">{words.fields.ownerId}</dt>
        <dd>{text("ownerId") ?? words.followUp.nobody}</dd>
        <dt className="text-muted">{words.fields.stageId}</dt>
        <dd>{text("stageId") ?? words.none}</dd>
      </dl>
    );
  }
  const isGone = owner !== null && !members.some(({ person }) => person.id === owner);
  const shownProjects = projects.filter((one) => one.archivedAt === null || one.id === project);
  return (
    <div className="grid gap-3 min-[26rem]:grid-cols-2">
      <SelectField
        name="ownerId"
        label={words.fields.ownerId}
        value={owner ?? ""}
        isStored
        onChange={(value) => save({ ownerId: value === "" ? null : value })}
        options={[
          { value: "", label: words.followUp.nobody },
          ...members.map(({ person }) => ({ value: person.id, label: person.name })),
          ...(isGone
            ? [{ value: owner, label: members.length === 0 ? words.none : words.followUp.unknownPerson }]
            : []),
        ]}
      />
      <StageField lead={lead} lookups={lookups} onChanged={onChanged} />
      {shownProjects.length > 1 && (
        <SelectField
          name="projectId"
          label={words.fields.projectId}
          className="min-[26rem]:col-span-2"
          value={project}
          isStored
          onChange={(value) => save({ projectId: value })}
          options={shownProjects.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </div>
  );
}
