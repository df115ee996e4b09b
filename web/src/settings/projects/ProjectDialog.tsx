import { type ReactElement, useCallback, useState } from "react";
import {
  changeProject,
  createProject,
  duplicatePolicies,
  type Project,
  type ProjectFields,
} from "../../api/projects.ts";
import { newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { ConflictNotice } from "../../editing/ConflictNotice.tsx";
import { valueOf } from "../../editing/edit.ts";
import { useEdit } from "../../editing/useEdit.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useWords } from "../words/useWords.ts";

const names = ["name", "description", "duplicatePolicy"] as const;
const blank = { name: "", description: null, duplicatePolicy: "keep", version: 0 } as const;

interface ProjectDialogProps {
  /** Null for a new one. */
  readonly project: Project | null;
  readonly onSaved: (project: Project) => Promise<void>;
  readonly onClose: () => void;
}

/** Name, description and policy of a project. */
export function ProjectDialog({ project, onSaved, onClose }: ProjectDialogProps): ReactElement {
  const shared = useWords();
  const words = shared.projects;
  const [key] = useState(newIdempotencyKey);
  const [isMissing, setMissing] = useState(false);
  const id = project?.id ?? null;
  const store = useCallback(async (version: number, change: Partial<ProjectFields>) => {
    const stored = id === null
      ? await createProject({ name: "", description: null, duplicatePolicy: "keep", ...change }, key)
      : await changeProject(id, version, change);
    await onSaved(stored);
    return stored;
  }, [id, key, onSaved]);
  const editing = useEdit<ProjectFields>(project ?? blank, names, store);
  const { edit, type } = editing;
  const faults = faultsByField(editing.failure?.fields ?? []);
  const submit = () => {
    const isEmpty = valueOf(edit, "name").trim() === "";
    setMissing(isEmpty);
    return isEmpty ? Promise.resolve(false) : editing.save();
  };
  const labels = { name: words.name, description: words.description, duplicatePolicy: words.policy };
  return (
    <FormDialog
      title={project === null ? words.create : words.rename}
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
        fault={isMissing ? shared.nameRequired : faults["name"]}
        maxLength={120}
        autoComplete="off"
        required
      />
      <TextField
        name="description"
        label={words.description}
        rows={2}
        value={valueOf(edit, "description") ?? ""}
        onChange={(value) => type("description", value)}
        fault={faults["description"]}
        maxLength={2_000}
      />
      <SelectField
        name="duplicatePolicy"
        label={words.policy}
        hint={words.policyHint}
        value={valueOf(edit, "duplicatePolicy")}
        onChange={(value) => type("duplicatePolicy", value)}
        fault={faults["duplicatePolicy"]}
        options={duplicatePolicies.map((value) => ({ value, label: words.policies[value] }))}
      />
      <ConflictNotice
        editing={editing}
        label={(field) => labels[field]}
        show={(field, value) =>
          field === "duplicatePolicy" ? words.policies[value as keyof typeof words.policies] : String(value ?? "–")}
      />
    </FormDialog>
  );
}
