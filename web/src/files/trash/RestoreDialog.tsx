import { type ReactElement, useState } from "react";
import type { TrashItem } from "../../api/files.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { freeName, keyOf, nameFault, partsOf } from "../names.ts";
import { useWords } from "../words/useWords.ts";

interface RestoreDialogProps {
  readonly item: TrashItem;
  readonly onRestore: (key: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Restores a file under another name, beside the one that has its own. */
export function RestoreDialog({ item, onRestore, onClose }: RestoreDialogProps): ReactElement {
  const shared = useWords();
  const words = shared.trashPage;
  const act = useAct();
  const { folder, name: old } = partsOf(item.name);
  const [name, setName] = useState(() => freeName(old, new Set([old])));
  const [fault, setFault] = useState<string | undefined>();
  const isTaken = act.failure?.status === 409;
  return (
    <FormDialog
      title={words.restoreAsTitle}
      act={isTaken ? { ...act, failure: null } : act}
      verb={words.restore}
      onSubmit={async () => {
        const found = nameFault(name.trim(), folder);
        setFault(found === null ? undefined : shared.nameFaults[found]);
        return found === null && await act.run(() => onRestore(keyOf(folder, name.trim())));
      }}
      onClose={onClose}
    >
      <p>{words.restoreAs(item.name)}</p>
      <TextField
        name="name"
        label={words.newName}
        value={name}
        onChange={setName}
        fault={fault ?? (isTaken ? shared.taken : undefined)}
        autoComplete="off"
        required
      />
    </FormDialog>
  );
}
