import { type ReactElement, useState } from "react";
import { changeErrorProject, createErrorProject, type ErrorProject } from "../../api/errorProjects.ts";
import { keepsKey, newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { isStale } from "../../ui/isStale.ts";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";

const USUAL_BUDGET = "300";

interface ErrorProjectDialogProps {
  /** Null for a new one. */
  readonly project: ErrorProject | null;
  readonly onSaved: () => Promise<void>;
  /** Someone else changed it meanwhile. */
  readonly onStale: () => Promise<void>;
  readonly onClose: () => void;
}

/** Name, budget, and whether addresses are kept. */
export function ErrorProjectDialog({ project, onSaved, onStale, onClose }: ErrorProjectDialogProps): ReactElement {
  const words = useWords().projects;
  const act = useAct();
  const [key, setKey] = useState(newIdempotencyKey);
  const [name, setName] = useState(project?.name ?? "");
  const [budget, setBudget] = useState(String(project?.budgetPerMinute ?? USUAL_BUDGET));
  const [keepsAddresses, setKeepsAddresses] = useState(project?.keepsAddresses ?? false);
  const [isTried, setTried] = useState(false);
  const faults = faultsByField(act.failure?.fields ?? []);
  const isNamed = name.trim() !== "";
  const isBudget = /^\d{1,6}$/.test(budget.trim()) && Number(budget) >= 1 && Number(budget) <= 100_000;
  const submit = () => {
    setTried(true);
    if (!isNamed || !isBudget) return Promise.resolve(false);
    const fields = { name: name.trim(), budgetPerMinute: Number(budget), keepsAddresses };
    return act.run(async () => {
      try {
        await (project === null ? createErrorProject(fields, key) : changeErrorProject(project, fields));
      } catch (error) {
        if (!keepsKey(error)) setKey(newIdempotencyKey());
        if (isStale(error)) await onStale();
        throw error;
      }
      await onSaved();
    });
  };
  return (
    <FormDialog
      title={project === null ? words.create : project.name}
      act={act}
      verb={words.save}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={words.name}
        value={name}
        onChange={setName}
        fault={isTried && !isNamed ? words.nameRequired : faults["name"]}
        maxLength={80}
        autoComplete="off"
        required
      />
      <TextField
        name="budgetPerMinute"
        label={words.budget}
        hint={words.budgetHint}
        value={budget}
        onChange={setBudget}
        fault={isTried && !isBudget ? words.budgetFault : faults["budgetPerMinute"]}
        inputMode="numeric"
        autoComplete="off"
      />
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          name="keepsAddresses"
          aria-label={words.keepsAddresses}
          className="size-4 shrink-0"
          checked={keepsAddresses}
          onChange={(event) => setKeepsAddresses(event.target.checked)}
        />
        <span>{words.keepsAddresses}</span>
      </label>
    </FormDialog>
  );
}
