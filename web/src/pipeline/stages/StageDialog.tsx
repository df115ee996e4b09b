import { type ReactElement, useState } from "react";
import { changeStage, createStage } from "../../api/pipeline.ts";
import { requiredFields, type Stage } from "../../api/projects.ts";
import { newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { useWords as useLeadWords } from "../../leadWork/words/useWords.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { changeOf, colours, type DraftFault, draftFaults, draftOf, fieldsOf, type StageDraft } from "./stageDraft.ts";

interface StageDialogProps {
  readonly projectId: string;
  /** Null for a new one. */
  readonly stage: Stage | null;
  /** Where a new one goes. */
  readonly position: number;
  readonly onSaved: (stage: Stage) => Promise<void>;
  readonly onClose: () => void;
}

/** What a stage is called, means, and asks for. */
export function StageDialog({ projectId, stage, position, onSaved, onClose }: StageDialogProps): ReactElement {
  const words = useWords().stage;
  const { fields: labels } = useLeadWords();
  const act = useAct();
  const [key] = useState(newIdempotencyKey);
  const [draft, setDraft] = useState(() => draftOf(stage));
  const [faults, setFaults] = useState<readonly DraftFault[]>([]);
  const told = faultsByField(act.failure?.fields ?? []);
  const set = (change: Partial<StageDraft>) => setDraft((known) => ({ ...known, ...change }));
  const submit = async () => {
    const wrong = draftFaults(draft);
    setFaults(wrong);
    if (wrong.length > 0) return false;
    return await act.run(async () => {
      if (stage === null) return await onSaved(await createStage(projectId, fieldsOf(draft), position, key));
      const change = changeOf(stage, draft);
      if (Object.keys(change).length > 0) await onSaved(await changeStage(stage.id, stage.version, change));
    });
  };
  const faultOf = (field: DraftFault, text: string) => faults.includes(field) ? text : told[field];
  return (
    <FormDialog
      title={stage === null ? words.addTitle : words.editTitle(stage.name)}
      act={act}
      verb={stage === null ? words.create : words.save}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={words.name}
        value={draft.name}
        onChange={(name) => set({ name })}
        fault={faultOf("name", words.nameRequired)}
        maxLength={80}
        autoComplete="off"
        required
      />
      <div className="grid gap-3 min-[26rem]:grid-cols-2">
        <SelectField
          name="kind"
          label={words.kind}
          value={draft.kind}
          onChange={(kind) =>
            set({ kind, ...(kind === "open" ? {} : { probability: kind === "won" ? "100" : "0", staleDays: "" }) })}
          fault={told["kind"]}
          options={(["open", "won", "lost"] as const).map((value) => ({ value, label: words.kinds[value] }))}
        />
        <TextField
          name="probability"
          label={words.probability}
          mark="%"
          value={draft.probability}
          onChange={(probability) => set({ probability })}
          fault={faultOf("probability", words.probabilityFault)}
          inputMode="numeric"
          maxLength={3}
          autoComplete="off"
        />
      </div>
      <TextField
        name="staleDays"
        label={words.staleDays}
        hint={words.staleHint}
        value={draft.staleDays}
        onChange={(staleDays) => set({ staleDays })}
        fault={faultOf("staleDays", words.staleFault)}
        inputMode="numeric"
        maxLength={4}
        autoComplete="off"
      />
      <fieldset>
        <legend className="mb-1 font-medium">{words.colour}</legend>
        <div className="flex flex-wrap gap-2">
          {[...new Set<string>([...colours, draft.colour])].map((colour) => (
            <label
              key={colour}
              className="grid size-8 cursor-pointer place-items-center rounded-full border-2 border-transparent has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="colour"
                aria-label={colour}
                className="sr-only"
                checked={draft.colour === colour}
                onChange={() => set({ colour })}
              />
              <span aria-hidden="true" className="size-6 rounded-full" style={{ backgroundColor: colour }} />
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend className="mb-1 font-medium">{words.required}</legend>
        <div className="grid grid-cols-2 gap-x-3 gap-y-1.5">
          {requiredFields.map((field) => (
            <label key={field} className="flex min-h-6 items-center gap-2">
              <input
                type="checkbox"
                aria-label={labels[field]}
                checked={draft.requiredFields.includes(field)}
                onChange={(event) =>
                  set({
                    requiredFields: requiredFields.filter((one) =>
                      one === field ? event.target.checked : draft.requiredFields.includes(one)
                    ),
                  })}
              />
              <span aria-hidden="true">{labels[field]}</span>
            </label>
          ))}
        </div>
        {told["requiredFields"] !== undefined && <p className="text-bad">{told["requiredFields"]}</p>}
      </fieldset>
    </FormDialog>
  );
}
