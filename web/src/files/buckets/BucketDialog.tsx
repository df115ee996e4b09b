import { type ReactElement, useId, useState } from "react";
import { ApiFailure } from "../../api/ApiFailure.ts";
import { type Bucket, changeBucket, createBucket } from "../../api/storage.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { bucketNameFault } from "../names.ts";
import { bytesOfMegabytes, megabytesOf, typesOf } from "../sizes.ts";
import { useWords } from "../words/useWords.ts";

const LONGEST_NAME = 100;

interface BucketDialogProps {
  /** Null for a new one. */
  readonly bucket: Bucket | null;
  readonly onSaved: (name: string) => Promise<void>;
  readonly onClose: () => void;
}

/** Makes a bucket, or changes the rules of one. */
export function BucketDialog({ bucket, onSaved, onClose }: BucketDialogProps): ReactElement {
  const shared = useWords();
  const words = shared.buckets;
  const act = useAct();
  const id = useId();
  const [name, setName] = useState(bucket?.name ?? "");
  const [isPublic, setPublic] = useState(bucket?.public ?? false);
  const [limit, setLimit] = useState(megabytesOf(bucket?.file_size_limit ?? null));
  const [types, setTypes] = useState(bucket?.allowed_mime_types?.join(", ") ?? "");
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const submit = async () => {
    const found: Record<string, string> = {};
    const fault = bucketNameFault(name.trim());
    if (fault !== null) found["name"] = shared.nameFaults[fault];
    const bytes = bytesOfMegabytes(limit);
    if (bytes === undefined) found["limit"] = words.limitFault;
    const accepted = typesOf(types);
    if (accepted === undefined) found["types"] = words.typesFault;
    setFaults(found);
    if (bytes === undefined || accepted === undefined || fault !== null) return false;
    const settings = { public: isPublic, file_size_limit: bytes, allowed_mime_types: accepted };
    return await act.run(async () => {
      try {
        await (bucket === null ? createBucket(name.trim(), settings) : changeBucket(bucket.name, settings));
      } catch (error) {
        if (error instanceof ApiFailure && error.code === "name_taken") setFaults({ name: shared.taken });
        throw error;
      }
      await onSaved(bucket?.name ?? name.trim());
    });
  };
  return (
    <FormDialog
      title={bucket === null ? words.createTitle : words.settingsOf(bucket.name)}
      act={act.failure?.code === "name_taken" ? { ...act, failure: null } : act}
      verb={bucket === null ? words.createVerb : words.saveVerb}
      onSubmit={submit}
      onClose={onClose}
    >
      {bucket === null && (
        <TextField
          name="name"
          label={words.name}
          hint={words.nameHint}
          value={name}
          onChange={setName}
          fault={faults["name"]}
          autoComplete="off"
          maxLength={LONGEST_NAME}
          required
        />
      )}
      <label htmlFor={id} className="flex cursor-pointer items-start gap-2.5">
        <input
          id={id}
          type="checkbox"
          name="public"
          aria-label={words.public}
          checked={isPublic}
          onChange={(event) => setPublic(event.target.checked)}
          className="mt-0.5 size-4 shrink-0"
        />
        <span>{words.public}</span>
      </label>
      <TextField
        name="limit"
        label={words.limit}
        hint={words.limitHint}
        value={limit}
        onChange={setLimit}
        fault={faults["limit"]}
        inputMode="decimal"
        autoComplete="off"
      />
      <TextField
        name="types"
        label={words.types}
        hint={words.typesHint}
        value={types}
        onChange={setTypes}
        fault={faults["types"]}
        autoComplete="off"
      />
    </FormDialog>
  );
}
