import type { ReactElement } from "react";
import type { AuditFilter } from "../../api/audit.ts";
import { listMembers } from "../../api/members.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { actText } from "./auditText.ts";

interface AuditFilterBarProps {
  readonly filter: AuditFilter;
  /** The actions of the entries that were seen so far. */
  readonly seen: readonly string[];
  readonly canSeeMembers: boolean;
  readonly onChange: (filter: AuditFilter) => void;
}

/** Narrows the audit log to a kind of action or one action, and to who did it. */
export function AuditFilterBar({ filter, seen, canSeeMembers, onChange }: AuditFilterBarProps): ReactElement {
  const words = useWords().audit;
  return (
    <div role="search" className="flex flex-wrap gap-2">
      <select
        aria-label={words.action}
        className="control min-w-0 flex-1 basis-40 md:flex-none"
        value={filter.action}
        onChange={(event) => onChange({ ...filter, action: event.target.value })}
      >
        <option value="">{words.anyAction}</option>
        {Object.entries(words.nouns).map(([noun, label]) => <option key={noun} value={noun}>{label}</option>)}
        {seen.length > 0 && (
          <optgroup label={words.seen}>
            {seen.map((action) => <option key={action} value={action}>{actText(words, action)}</option>)}
          </optgroup>
        )}
      </select>
      {canSeeMembers && <ActorChoice value={filter.actor} onChange={(actor) => onChange({ ...filter, actor })} />}
    </div>
  );
}

function ActorChoice(
  { value, onChange }: { readonly value: string; readonly onChange: (actor: string) => void },
): ReactElement {
  const words = useWords().audit;
  const members = useFetched(listMembers);
  return (
    <select
      aria-label={words.actor}
      className="control min-w-0 flex-1 basis-40 md:flex-none"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{words.anyone}</option>
      {(members.value ?? []).map(({ person }) => <option key={person.id} value={person.id}>{person.name}</option>)}
    </select>
  );
}
