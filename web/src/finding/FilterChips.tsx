import type { ReactElement } from "react";
import type { LeadFilter } from "../api/LeadFilter.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { activeFilters, withoutFilter } from "./filterRest.ts";
import { filterText } from "./filterText.ts";

interface FilterChipsProps {
  readonly filter: LeadFilter;
  readonly lookups: Lookups;
  readonly onChange: (filter: LeadFilter) => void;
}

/** The narrowings that are on, each to be taken off. */
export function FilterChips({ filter, lookups, onChange }: FilterChipsProps): ReactElement | null {
  const words = useWords();
  const { formats } = useSpeech();
  const { workspace } = useSession();
  const active = activeFilters(filter);
  if (active.length === 0) return null;
  return (
    <ul className="flex flex-wrap items-center gap-1.5" data-testid="filter-chips">
      {active.map((one) => {
        const text = filterText(one, { words, formats, lookups, currency: workspace.currency });
        return (
          <li key={`${one.name} ${one.value}`}>
            <button
              type="button"
              aria-label={words.find.removeFilter(text)}
              className="inline-flex min-h-7 items-center gap-1.5 rounded-full bg-accent-soft px-2.5 text-xs font-medium text-accent hover:brightness-95"
              onClick={() => onChange(withoutFilter(filter, one))}
            >
              {text}
              <span aria-hidden="true">×</span>
            </button>
          </li>
        );
      })}
      <li>
        <Button
          look="quiet"
          className="min-h-7! text-xs"
          onClick={() => onChange(active.reduce(withoutFilter, filter))}
        >
          {words.find.clear}
        </Button>
      </li>
    </ul>
  );
}
