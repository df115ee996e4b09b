import { type ReactElement, type ReactNode, useState } from "react";
import type { Lead } from "../../api/Lead.ts";
import type { LeadChange } from "../../api/leadChanges.ts";
import type { MoveExtras } from "../../api/pipeline.ts";
import type { RequiredField, Stage } from "../../api/projects.ts";
import { dayField, endOfDay } from "../../leadWork/days.ts";
import { MomentField } from "../../leadWork/MomentField.tsx";
import { TagsField } from "../../leadWork/TagsField.tsx";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { useWords as useLeadWords } from "../../leadWork/words/useWords.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { ValueField } from "./ValueField.tsx";

const REASON_LENGTH = 500;

function without(faults: Readonly<Record<string, string>>, field: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(faults).filter(([name]) => name !== field));
}

interface MoveDialogProps {
  readonly lead: Lead;
  readonly stage: Stage;
  /** What the lead lacks to enter. */
  readonly missing: readonly RequiredField[];
  readonly members: Lookups["members"];
  /** Sends the move; a refusal that is about the fields is shown here. */
  readonly onMove: (extras: MoveExtras) => Promise<void>;
  /** Closed, the lead moved or not. */
  readonly onClose: () => void;
}

/** What a stage asks for of a lead that enters, and why one is won or lost. */
export default function MoveDialog({ lead, stage, missing, members, onMove, onClose }: MoveDialogProps): ReactElement {
  const words = useWords().move;
  const { fields: labels } = useLeadWords();
  const act = useAct();
  const [change, setChange] = useState<LeadChange>({});
  const [reason, setReason] = useState(lead.closeReason ?? "");
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const isClosing = stage.kind !== "open";
  const asksReason = isClosing || missing.includes("closeReason");
  const asked: readonly RequiredField[] = [
    ...(isClosing && !missing.includes("value") ? ["value" as const] : []),
    ...missing.filter((field) => field !== "closeReason"),
  ];
  const set = (fault: string | null, part: LeadChange, field: RequiredField) => {
    setChange((known) => ({ ...known, ...part }));
    setFaults((known) => fault === null ? without(known, field) : { ...known, [field]: fault });
  };
  const submit = async () => {
    const empty = missing.filter((field) => {
      const value = field === "closeReason" ? reason.trim() : change[field];
      return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
    });
    const wrong = Object.entries(faults).filter(([, fault]) => fault !== words.missing);
    if (empty.length > 0 || wrong.length > 0) {
      setFaults({ ...Object.fromEntries(empty.map((field) => [field, words.missing])), ...Object.fromEntries(wrong) });
      return false;
    }
    setFaults({});
    return await act.run(() =>
      onMove({ closeReason: reason.trim() === "" || !asksReason ? null : reason.trim(), fields: change })
    );
  };
  const told = faultsByField((act.failure?.fields ?? []).map(({ pointer, message }) => ({
    pointer: `/${pointer.split("/").at(-1) ?? ""}`,
    message,
  })));
  const faultOf = (field: string) => faults[field] ?? told[field];

  const control = (field: RequiredField): ReactNode => {
    const fault = faultOf(field);
    switch (field) {
      case "value":
        return (
          <ValueField
            key={field}
            label={labels.value}
            value={lead.value}
            fault={fault}
            onChange={(entry) =>
              "fault" in entry ? set(words[entry.fault], {}, field) : set(null, { value: entry.value }, field)}
          />
        );
      case "ownerId":
        return (
          <SelectField
            key={field}
            name={field}
            label={labels.ownerId}
            value={change.ownerId ?? ""}
            fault={fault}
            onChange={(ownerId) => set(null, { ownerId: ownerId === "" ? null : ownerId }, field)}
            options={[
              { value: "", label: words.nobody },
              ...members.map(({ person }) => ({ value: person.id, label: person.name })),
            ]}
          />
        );
      case "nextStepDue":
        return (
          <MomentField
            key={field}
            name={field}
            type="date"
            label={words.due}
            value={dayField(change.nextStepDue ?? null)}
            fault={fault}
            onChange={(day) => set(null, { nextStepDue: endOfDay(day) }, field)}
          />
        );
      case "tags":
        return (
          <TagsField
            key={field}
            label={labels.tags}
            tags={change.tags ?? []}
            fault={fault}
            onChange={(tags) => set(null, { tags }, field)}
          />
        );
      case "closeReason":
        return null;
      default:
        return (
          <TextField
            key={field}
            name={field}
            label={labels[field]}
            value={change[field] ?? ""}
            fault={fault}
            onChange={(value) => set(null, { [field]: value }, field)}
            autoComplete="off"
            {...(field === "email" ? { type: "email" as const } : field === "phone" ? { type: "tel" as const } : {})}
          />
        );
    }
  };
  return (
    <FormDialog
      title={words.title(lead.company, stage.name)}
      act={act}
      verb={words.verb}
      leaveVerb={words.back}
      onSubmit={submit}
      onClose={onClose}
    >
      {missing.length > 0 && <p>{words.required(stage.name)}</p>}
      {missing.length === 0 && isClosing && (
        <p className="text-muted">{stage.kind === "won" ? words.wonText : words.lostText}</p>
      )}
      {asksReason && (
        <TextField
          name="closeReason"
          label={words.reason}
          value={reason}
          onChange={(value) => {
            setReason(value);
            setFaults((known) => without(known, "closeReason"));
          }}
          fault={faultOf("closeReason")}
          maxLength={REASON_LENGTH}
          rows={2}
        />
      )}
      {asked.map(control)}
    </FormDialog>
  );
}
