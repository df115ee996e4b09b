import { type ReactElement, useCallback } from "react";
import type { ImportColumn, ImportOptions } from "../api/imports.ts";
import { listMembers } from "../api/members.ts";
import { useSession } from "../app/SessionContext.ts";
import { TagsField } from "../leadWork/TagsField.tsx";
import { SelectField } from "../ui/SelectField.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { useWords } from "./words/useWords.ts";

const policies = ["keep", "merge", "refuse", "skip"] as const;

interface OptionFieldsProps {
  readonly columns: readonly ImportColumn[];
  readonly options: ImportOptions;
  readonly onChange: (change: Partial<ImportOptions>) => void;
}

/** What is said of all rows together. */
export function OptionFields({ columns, options, onChange }: OptionFieldsProps): ReactElement {
  const words = useWords();
  const { permissions } = useSession();
  const maySee = permissions.includes("members.read");
  const fetchMembers = useCallback(
    (signal: AbortSignal) => maySee ? listMembers(signal) : Promise.resolve([]),
    [maySee],
  );
  const members = useFetched(fetchMembers);
  return (
    <div className="grid gap-4 p-4 md:grid-cols-2">
      <SelectField
        name="duplicates"
        label={words.options.duplicates}
        value={options.duplicates ?? ""}
        onChange={(value) => onChange({ duplicates: value === "" ? null : value })}
        options={[
          { value: "" as const, label: words.options.asProject },
          ...policies.map((value) => ({ value, label: words.options.policies[value] })),
        ]}
      />
      <SelectField
        name="ownerId"
        label={words.options.owner}
        value={options.ownerId ?? ""}
        onChange={(value) => onChange({ ownerId: value === "" ? null : value })}
        options={[
          { value: "", label: words.options.nobody },
          ...(members.value ?? []).map(({ person }) => ({ value: person.id, label: person.name })),
        ]}
      />
      <TagsField label={words.options.tags} tags={options.tags} onChange={(tags) => onChange({ tags })} />
      <SelectField
        name="keyColumn"
        label={words.options.keyColumn}
        hint={words.options.keyHint}
        value={options.keyColumn === null ? "" : String(options.keyColumn)}
        onChange={(value) => onChange({ keyColumn: value === "" ? null : Number(value) })}
        options={[
          { value: "", label: words.options.noKey },
          ...columns.map(({ index, name }) => ({
            value: String(index),
            label: name ?? words.columns.unnamed(index + 1),
          })),
        ]}
      />
      <label className="flex items-start gap-2.5 md:col-span-2">
        <input
          type="checkbox"
          aria-label={words.options.analyze}
          className="mt-0.5 size-4 shrink-0"
          checked={options.analyze}
          onChange={(event) => onChange({ analyze: event.target.checked })}
        />
        <span>
          {words.options.analyze}
          <span className="block text-xs text-muted">{words.options.analyzeHint}</span>
        </span>
      </label>
    </div>
  );
}
