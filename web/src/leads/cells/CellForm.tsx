import { type ReactElement, useEffect, useMemo, useState } from "react";
import type { Lead } from "../../api/Lead.ts";
import type { LeadChange } from "../../api/leadChanges.ts";
import { ConflictNotice } from "../../editing/ConflictNotice.tsx";
import { valueOf } from "../../editing/edit.ts";
import { type Editing, useEdit } from "../../editing/useEdit.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { dayField, endOfDay } from "../../leadWork/days.ts";
import { fieldLabel, fieldText } from "../../leadWork/fieldText.ts";
import { MomentField } from "../../leadWork/MomentField.tsx";
import { TagsField } from "../../leadWork/TagsField.tsx";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { useWords } from "../../leadWork/words/useWords.ts";
import { useLeadStore } from "../../offline/useLeadStore.ts";
import { ValueField } from "../../pipeline/move/ValueField.tsx";
import { useWords as usePipelineWords } from "../../pipeline/words/useWords.ts";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { TextField } from "../../ui/TextField.tsx";
import { ChoiceField } from "./ChoiceField.tsx";
import type { Commit } from "./CellCard.tsx";
import { cellFields, type CellName } from "./cells.ts";

export type FormCell = Exclude<CellName, "stage">;
type Cells = Pick<Lead, typeof cellFields[FormCell]>;

interface CellFormProps {
  readonly lead: Lead;
  readonly name: FormCell;
  readonly lookups: Lookups;
  /** Says what stores the value, whenever that is another one. */
  readonly offer: (commit: Commit) => void;
  readonly onStored: (lead: Lead) => void;
  /** A value was chosen that needs no further word. */
  readonly onChosen: () => void;
}

/** The one field of a cell. What others wrote in it meanwhile is shown beside what one writes. */
export function CellForm({ lead, name, lookups, offer, onStored, onChosen }: CellFormProps): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const field = cellFields[name];
  const names = useMemo(() => [field], [field]);
  const store = useLeadStore(lead, onStored);
  const editing = useEdit<Cells>(lead, names, store as (version: number, change: LeadChange) => Promise<Lead>);
  const [hasFault, setFault] = useState(false);
  const { save } = editing;
  useEffect(() => {
    offer(() => hasFault ? Promise.resolve(false) : save());
  }, [offer, save, hasFault]);
  return (
    <div className="flex flex-col gap-2">
      <CellField name={name} editing={editing} lookups={lookups} onFault={setFault} onChosen={onChosen} />
      <ConflictNotice
        editing={editing}
        label={(one) => fieldLabel(words, String(one))}
        show={(one, value) => fieldText(String(one), value, { words, formats, lookups }) ?? words.none}
      />
      {editing.failure !== null && editing.failure.fields.length === 0 && <FailureNotice failure={editing.failure} />}
    </div>
  );
}

interface CellFieldProps {
  readonly name: FormCell;
  readonly editing: Editing<Cells>;
  readonly lookups: Lookups;
  readonly onFault: (hasFault: boolean) => void;
  readonly onChosen: () => void;
}

function CellField({ name, editing, lookups, onFault, onChosen }: CellFieldProps): ReactElement {
  const words = useWords();
  const moving = usePipelineWords();
  const { edit, type, failure } = editing;
  const [valueFault, setValueFault] = useState<string>();
  const field = cellFields[name];
  const label = words.fields[field];
  const fault = faultsByField(failure?.fields ?? [])[field];
  switch (name) {
    case "email":
    case "phone":
    case "nextStep":
      return (
        <TextField
          name={name}
          label={label}
          value={valueOf(edit, name) ?? ""}
          onChange={(value) => type(name, value)}
          fault={fault}
          autoComplete="off"
          maxLength={name === "nextStep" ? 500 : name === "email" ? 254 : 40}
          {...(name === "email" ? { type: "email" as const } : name === "phone" ? { type: "tel" as const } : {})}
        />
      );
    case "due":
      return (
        <MomentField
          name="nextStepDue"
          type="date"
          label={label}
          value={dayField(valueOf(edit, "nextStepDue"))}
          onChange={(value) => type("nextStepDue", endOfDay(value))}
          fault={fault}
        />
      );
    case "tags":
      return (
        <TagsField
          label={label}
          tags={valueOf(edit, "tags")}
          onChange={(tags) => type("tags", tags)}
          fault={fault}
        />
      );
    case "value":
      return (
        <ValueField
          key={edit.version}
          label={label}
          value={valueOf(edit, "value")}
          fault={valueFault ?? fault}
          onChange={(entry) => {
            setValueFault("fault" in entry ? moving.move[entry.fault] : undefined);
            onFault("fault" in entry);
            if ("value" in entry) type("value", entry.value);
          }}
        />
      );
    case "owner": {
      const owner = valueOf(edit, "ownerId") ?? "";
      const isKnown = owner === "" || lookups.members.some(({ person }) => person.id === owner);
      return (
        <ChoiceField
          name="ownerId"
          label={label}
          value={owner}
          onChange={(value) => type("ownerId", value === "" ? null : value)}
          onChosen={onChosen}
          fault={fault}
          options={[
            { value: "", label: words.followUp.nobody },
            ...lookups.members.map(({ person }) => ({ value: person.id, label: person.name })),
            ...(isKnown ? [] : [{ value: owner, label: words.followUp.unknownPerson }]),
          ]}
        />
      );
    }
  }
}
