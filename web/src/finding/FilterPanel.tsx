import type { ReactElement } from "react";
import type { LeadFilter } from "../api/LeadFilter.ts";
import { listTags } from "../api/tags.ts";
import { useSession } from "../app/SessionContext.ts";
import { dayField, endOfDay, startOfDay } from "../leadWork/days.ts";
import { MomentField } from "../leadWork/MomentField.tsx";
import type { Lookups } from "../leadWork/useLookups.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { plainDecimal } from "../money/amounts/decimals.ts";
import { exponentOf } from "../money/amounts/Money.ts";
import { SelectField } from "../ui/SelectField.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { archives, type RestName, restValue, restValues, withRest } from "./filterRest.ts";
import { ScoreField } from "./ScoreField.tsx";

interface FilterPanelProps {
  readonly filter: LeadFilter;
  readonly lookups: Lookups;
  readonly onChange: (filter: LeadFilter) => void;
  /** What is not chosen here. */
  readonly without?: readonly RestName[];
}

const nothing: readonly RestName[] = [];
const amount = /^\d{1,12}$/;

/** The node takes whole minor units, whatever their currency; people think of whole ones of their own. */
function minorUnits(text: string, currency: string): string {
  return text === "" ? "" : text + "0".repeat(exponentOf(currency));
}

function wholeUnits(minor: string, currency: string): string {
  return /^\d{1,15}$/.test(minor) ? plainDecimal(BigInt(minor), exponentOf(currency)).replace(/\.0*$/, "") : "";
}

/** Every way to narrow the list, carried out as it is chosen. */
export default function FilterPanel({ filter, lookups, onChange, without = nothing }: FilterPanelProps): ReactElement {
  const words = useWords();
  const { user, workspace } = useSession();
  const tags = useFetched(listTags);
  const { members, projects, stages } = lookups;
  const set = (change: Parameters<typeof withRest>[1]) => onChange(withRest(filter, change));
  const project = restValue(filter, "project");
  const chosenTags = restValues(filter, "tag");
  // Of the one project there is, the stages are known without choosing it.
  const knowsStages = project !== "" || projects.length === 1;
  const moment = (name: "due_before" | "created_after" | "created_before") => dayField(restValue(filter, name) || null);
  const isArchive = archives.find((known) => known === restValue(filter, "archived")) ?? "exclude";
  return (
    <div className="panel grid grid-cols-2 gap-3 p-3 md:grid-cols-4" data-testid="filter-panel">
      <SelectField
        name="owner"
        label={words.fields.ownerId}
        value={restValue(filter, "owner")}
        onChange={(owner) => set({ owner })}
        options={[
          { value: "", label: words.find.anyone },
          { value: "none", label: words.find.nobody },
          ...members.map(({ person }) => ({
            value: person.id,
            label: person.id === user.id ? `${person.name} (${words.find.me.toLocaleLowerCase()})` : person.name,
          })),
        ]}
      />
      {!without.includes("project") && (
        <SelectField
          name="project"
          label={words.fields.projectId}
          value={project}
          onChange={(value) => set({ project: value })}
          options={[
            { value: "", label: words.find.anyProject },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {!without.includes("stage") && (
        <SelectField
          name="stage"
          label={words.fields.stageId}
          value={restValue(filter, "stage")}
          onChange={(stage) => set({ stage })}
          options={[
            { value: "", label: knowsStages ? words.find.anyStage : words.find.stageNeedsProject },
            ...(knowsStages ? stages.map(({ id, name }) => ({ value: id, label: name })) : []),
          ]}
        />
      )}
      <SelectField
        name="tag"
        label={words.fields.tags}
        value=""
        onChange={(tag) => {
          if (tag !== "") set({ tag: [...chosenTags, tag] });
        }}
        options={[
          { value: "", label: words.find.anyTag },
          ...(tags.value ?? []).filter(({ name }) => !chosenTags.includes(name)).map(({ name, leads }) => ({
            value: name,
            label: `${name} (${leads})`,
          })),
        ]}
      />
      <ScoreField
        label={words.find.scoreMin}
        value={restValue(filter, "score_min")}
        onChange={(value) => set({ score_min: value })}
      />
      <ScoreField
        label={words.find.scoreMax}
        value={restValue(filter, "score_max")}
        onChange={(value) => set({ score_max: value })}
      />
      <ScoreField
        label={`${words.find.valueMin} (${workspace.currency})`}
        value={wholeUnits(restValue(filter, "value_min"), workspace.currency)}
        onChange={(value) => set({ value_min: minorUnits(value, workspace.currency) })}
        accepts={amount}
        maxLength={12}
      />
      <SelectField
        name="stale"
        label={words.find.stale}
        value={restValue(filter, "stale")}
        onChange={(stale) => set({ stale })}
        options={[{ value: "", label: words.find.staleAny }, { value: "true", label: words.find.staleOnly }]}
      />
      <MomentField
        name="due_before"
        type="date"
        label={words.find.dueBefore}
        value={moment("due_before")}
        onChange={(day) => set({ due_before: endOfDay(day) ?? "" })}
      />
      {!without.includes("archived") && (
        <SelectField
          name="archived"
          label={words.find.archived}
          value={isArchive}
          onChange={(archived) => set({ archived: archived === "exclude" ? "" : archived })}
          options={archives.map((value) => ({ value, label: words.find.archives[value] }))}
        />
      )}
      <MomentField
        name="created_after"
        type="date"
        label={words.find.createdAfter}
        value={moment("created_after")}
        onChange={(day) => set({ created_after: startOfDay(day) ?? "" })}
      />
      <MomentField
        name="created_before"
        type="date"
        label={words.find.createdBefore}
        value={moment("created_before")}
        onChange={(day) => set({ created_before: startOfDay(day) ?? "" })}
      />
    </div>
  );
}
