import type { ReactElement } from "react";
import type { ErrorGroup } from "../../api/errors.ts";
import { listMembers } from "../../api/members.ts";
import { SettledSelect } from "../../ui/SettledSelect.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";

interface AssigneeSelectProps {
  readonly group: ErrorGroup;
  readonly onChange: (personId: string | null) => Promise<unknown>;
}

/** Who takes care of it. */
export function AssigneeSelect({ group, onChange }: AssigneeSelectProps): ReactElement {
  const words = useWords().group;
  const members = useFetched(listMembers);
  const people = (members.value ?? []).map(({ person }) => person);
  const { assignee = null } = group;
  // Until the members are there, and for who has left since.
  const all = assignee === null || people.some(({ id }) => id === assignee.id) ? people : [assignee, ...people];
  return (
    <SettledSelect
      aria-label={words.assignee}
      className="max-w-48 max-md:max-w-none max-md:basis-full"
      value={assignee?.id ?? ""}
      onChoose={(id) => onChange(id === "" ? null : id)}
    >
      <option value="">{words.nobody}</option>
      {all.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
    </SettledSelect>
  );
}
