import { type ReactElement, useState } from "react";
import type { LeadFilter } from "../api/LeadFilter.ts";
import { createView } from "../api/views.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";
import type { ColumnName } from "../leads/columns.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { faultsByField } from "../ui/fieldFaults.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAct } from "../ui/useAct.ts";
import { viewQueryOf } from "./filterRest.ts";

interface SaveViewDialogProps {
  readonly filter: LeadFilter;
  readonly columns: readonly ColumnName[];
  readonly onSaved: () => Promise<void>;
  readonly onClose: () => void;
}

/** Keeps the present filters and order under a name. */
export function SaveViewDialog({ filter, columns, onSaved, onClose }: SaveViewDialogProps): ReactElement {
  const shared = useWords();
  const words = shared.find;
  const act = useAct();
  const [key] = useState(newIdempotencyKey);
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const submit = async () => {
    setMissing(name.trim() === "");
    if (name.trim() === "") return false;
    return await act.run(async () => {
      await createView({ name: name.trim(), shared: isShared, query: viewQueryOf(filter, columns) }, key);
      await onSaved();
    });
  };
  return (
    <FormDialog title={words.saveTitle} act={act} verb={shared.save} onSubmit={submit} onClose={onClose}>
      <TextField
        name="name"
        label={words.viewName}
        placeholder={words.viewNameHint}
        value={name}
        onChange={setName}
        fault={isMissing && name.trim() === ""
          ? words.viewNameRequired
          : faultsByField(act.failure?.fields ?? [])["name"]}
        maxLength={80}
        autoComplete="off"
      />
      <label className="flex min-h-9 items-center gap-2.5">
        <input
          type="checkbox"
          aria-label={words.share}
          className="size-4 shrink-0"
          checked={isShared}
          onChange={(event) => setShared(event.target.checked)}
        />
        <span>{words.share}</span>
      </label>
    </FormDialog>
  );
}
