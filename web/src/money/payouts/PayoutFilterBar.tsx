import type { ReactElement } from "react";
import type { PayoutFilter } from "../../api/payouts.ts";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { Button } from "../../ui/Button.tsx";
import { DayRange } from "../DayRange.tsx";
import { useWords } from "../words/useWords.ts";

interface PayoutFilterBarProps {
  readonly filter: PayoutFilter;
  readonly lookups: Lookups;
  /** Whether there are others' payouts to choose among. */
  readonly seesAll: boolean;
  readonly onChange: (filter: PayoutFilter) => void;
}

/** Narrows the payouts to a person, a project and days. */
export function PayoutFilterBar({ filter, lookups, seesAll, onChange }: PayoutFilterBarProps): ReactElement {
  const words = useWords();
  const isNarrow = filter.person !== "" || filter.project !== "" || filter.from !== "" || filter.to !== "";
  return (
    <div role="search" className="flex flex-wrap items-end gap-2">
      {seesAll && (
        <select
          aria-label={words.person}
          className="control min-w-0 flex-1 basis-40 md:max-w-56 md:flex-none"
          value={filter.person}
          onChange={(event) => onChange({ ...filter, person: event.target.value })}
        >
          <option value="">{words.anyone}</option>
          {lookups.members.map(({ person }) => <option key={person.id} value={person.id}>{person.name}</option>)}
        </select>
      )}
      <select
        aria-label={words.project}
        className="control min-w-0 flex-1 basis-40 md:max-w-56 md:flex-none"
        value={filter.project}
        onChange={(event) => onChange({ ...filter, project: event.target.value })}
      >
        <option value="">{words.anyProject}</option>
        {lookups.projects.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
      <DayRange from={filter.from} to={filter.to} onChange={(days) => onChange({ ...filter, ...days })} />
      {isNarrow && (
        <Button
          look="quiet"
          onClick={() => onChange({ ...filter, person: "", project: "", from: "", to: "" })}
        >
          {words.clear}
        </Button>
      )}
    </div>
  );
}
