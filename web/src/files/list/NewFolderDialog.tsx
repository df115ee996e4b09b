import { type ReactElement, useState } from "react";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { keyOf, nameFault } from "../names.ts";
import { useWords } from "../words/useWords.ts";

interface NewFolderDialogProps {
  readonly folder: string;
  readonly onFolder: (folder: string) => void;
  readonly onClose: () => void;
}

/** Goes to a folder that is yet to be: the store knows folders by what is in them. */
export function NewFolderDialog({ folder, onFolder, onClose }: NewFolderDialogProps): ReactElement {
  const shared = useWords();
  const words = shared.list;
  const act = useAct();
  const [name, setName] = useState("");
  const [fault, setFault] = useState<string | undefined>();
  return (
    <FormDialog
      title={words.newFolder}
      act={act}
      verb={words.newFolderVerb}
      onSubmit={() => {
        const found = nameFault(name.trim(), folder);
        setFault(found === null ? undefined : shared.nameFaults[found]);
        if (found !== null) return Promise.resolve(false);
        onFolder(keyOf(folder, name.trim()));
        return Promise.resolve(true);
      }}
      onClose={onClose}
    >
      <TextField
        name="folder"
        label={words.newFolderName}
        hint={words.newFolderText}
        value={name}
        onChange={setName}
        fault={fault}
        autoComplete="off"
        required
      />
    </FormDialog>
  );
}
