import { type ReactElement, useState } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import { leadsBucket, listBuckets, listLevel, moveObject } from "../api/storage.ts";
import { useSession } from "../app/SessionContext.ts";
import { Button } from "../ui/Button.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Notice } from "../ui/Notice.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAct } from "../ui/useAct.ts";
import { useFetched } from "../ui/useFetched.ts";
import { mayWrite } from "./fileRights.ts";
import { folderFault, freeName, keyOf, nameFault, partsOf } from "./names.ts";
import { useWords } from "./words/useWords.ts";

interface MoveDialogProps {
  readonly bucket: string;
  readonly fileKey: string;
  readonly onMoved: (key: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Gives a file another name, folder or bucket; a name that is taken is replaced or left beside. */
export function MoveDialog({ bucket, fileKey, onMoved, onClose }: MoveDialogProps): ReactElement {
  const words = useWords();
  const act = useAct();
  const { permissions } = useSession();
  const start = partsOf(fileKey);
  const isOfLead = bucket === leadsBucket;
  const lead = start.folder.split("/")[0] ?? "";
  const buckets = useFetched(listBuckets);
  const [name, setName] = useState(start.name);
  // A lead's folder is named by its id, which nobody is to type.
  const [folder, setFolder] = useState(isOfLead ? start.folder.slice(lead.length + 1) : start.folder);
  const [target, setTarget] = useState(bucket);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [isTaken, setTaken] = useState(false);
  const clean = folder.trim().replace(/^\/+|\/+$/g, "");
  const place = target === leadsBucket ? keyOf(lead, clean).replace(/\/$/, "") : clean;

  const move = async (key: string, replaces: boolean) => {
    if (target === bucket && key === fileKey) return;
    try {
      await moveObject({ bucket, key: fileKey }, { bucket: target, key }, replaces);
    } catch (error) {
      if (error instanceof ApiFailure && error.code === "name_taken") setTaken(true);
      throw error;
    }
    await onMoved(target === bucket ? key : `${target}/${key}`);
  };
  const submit = async () => {
    const found: Record<string, string> = {};
    const ofName = nameFault(name.trim(), place);
    const ofFolder = folderFault(clean);
    if (ofName !== null) found["name"] = words.nameFaults[ofName];
    if (ofFolder !== null) found["folder"] = words.nameFaults[ofFolder];
    setFaults(found);
    setTaken(false);
    if (ofName !== null || ofFolder !== null) return false;
    return await act.run(() => move(keyOf(place, name.trim()), false));
  };
  const again = async (replaces: boolean) => {
    const isDone = await act.run(async () => {
      if (replaces) return await move(keyOf(place, name.trim()), true);
      const question = {
        bucket: target,
        folder: place,
        search: "",
        order: "name.asc",
        offset: 0,
        limit: 1_000,
      } as const;
      const entries = await listLevel(question, new AbortController().signal);
      const free = freeName(name.trim(), new Set(entries.map((entry) => entry.name)));
      await move(keyOf(place, free), false);
    });
    if (isDone) onClose();
  };
  const targets = (buckets.value ?? []).map((known) => known.name)
    .filter((known) => known === bucket || (known !== leadsBucket && mayWrite(permissions, known)));
  return (
    <FormDialog
      title={words.moveTitle(start.name)}
      act={isTaken ? { ...act, failure: null } : act}
      verb={words.moveVerb}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={words.moveName}
        value={name}
        onChange={setName}
        fault={faults["name"]}
        autoComplete="off"
        required
      />
      <TextField
        name="folder"
        label={words.moveFolder}
        hint={words.moveFolderHint}
        value={folder}
        onChange={setFolder}
        fault={faults["folder"]}
        autoComplete="off"
      />
      <SelectField
        name="bucket"
        label={words.moveBucket}
        value={target}
        options={(targets.length === 0 ? [bucket] : targets).map((value) => ({ value, label: value }))}
        onChange={setTarget}
      />
      {isTaken && (
        <Notice look="warn" title={words.taken}>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button aria-disabled={act.isBusy} onClick={() => void again(true)}>{words.replace}</Button>
            <Button aria-disabled={act.isBusy} onClick={() => void again(false)}>{words.keepBoth}</Button>
          </div>
        </Notice>
      )}
    </FormDialog>
  );
}
