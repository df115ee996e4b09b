import { memo, type ReactElement, Suspense, useEffect, useId, useState } from "react";
import type { LeadFilter } from "../../api/LeadFilter.ts";
import type { BoardAnswer } from "../../api/pipeline.ts";
import { leadsPath } from "../../app/Route.ts";
import { FilterChips } from "../../finding/FilterChips.tsx";
import { activeFilters, withRest } from "../../finding/filterRest.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { sumsText } from "../../leadWork/valueText.ts";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { lazy } from "../../ui/lazy.ts";
import { Link } from "../../ui/Link.tsx";
import { useWords } from "../words/useWords.ts";
import { type LaneKind, laneKinds } from "./lanes/lanes.ts";

const FilterPanel = lazy(() => import("../../finding/FilterPanel.tsx"));

const TYPING_PAUSE_MS = 250;
/** What a board is of by itself. */
const own = ["project", "stage", "archived"] as const;

interface BoardToolsProps {
  readonly projectId: string;
  readonly filter: LeadFilter;
  readonly lookups: Lookups;
  readonly totals: BoardAnswer["totals"];
  readonly lanes: LaneKind;
  readonly onLanes: (kind: LaneKind) => void;
  readonly onChange: (filter: LeadFilter) => void;
}

/** What the board is narrowed to, and what all of it is worth. */
export const BoardTools = memo(function BoardTools(props: BoardToolsProps): ReactElement {
  const { projectId, filter, lookups, totals, lanes, onLanes, onChange } = props;
  const words = useWords();
  const { formats } = useSpeech();
  const panel = useId();
  const [isOpen, setOpen] = useState(false);
  const shown = withRest(filter, { project: "", stage: "", sort: "", trash: "", archived: "" });
  const count = activeFilters(shown).length;
  const [text, setText] = useState(filter.text);
  const [applied, setApplied] = useState(filter.text);
  if (applied !== filter.text) {
    setApplied(filter.text);
    if (text.trim() !== filter.text) setText(filter.text);
  }
  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === filter.text) return;
    const timer = setTimeout(() => onChange({ ...filter, text: trimmed }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, filter, onChange]);
  const sum = sumsText(totals.sums, formats.language);
  const forecast = sumsText(totals.weighted, formats.language);
  return (
    <div className="flex flex-col gap-2" data-testid="board-tools">
      <div className="flex flex-wrap items-center gap-2">
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.searchHint}
          className="control min-w-0 max-md:w-full md:w-56"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button aria-expanded={isOpen} aria-controls={panel} onClick={() => setOpen(!isOpen)} data-testid="filters">
          {count === 0 ? words.filters : words.filtersOn(count)}
        </Button>
        <select
          aria-label={words.lanes.label}
          className="control"
          value={lanes}
          onChange={(event) => onLanes(laneKinds.find((kind) => kind === event.target.value) ?? "none")}
        >
          {laneKinds.map((kind) => <option key={kind} value={kind}>{words.lanes.kinds[kind]}</option>)}
        </select>
        <Link to={leadsPath(withRest(shown, { project: projectId }))} className={buttonClass("quiet")}>
          {words.asList}
        </Link>
        <dl className="ml-auto flex flex-wrap items-baseline gap-x-4 text-right tabular-nums" data-testid="totals">
          <div>
            <dt className="sr-only">{words.stages}</dt>
            <dd className="text-muted">{words.totals(formats.number(totals.count))}</dd>
          </div>
          {sum !== "" && (
            <div className="flex items-baseline gap-1.5">
              <dt className="text-xs text-muted">{words.total}</dt>
              <dd className="font-medium" data-testid="total-sum">{sum}</dd>
            </div>
          )}
          {forecast !== "" && (
            <div className="flex items-baseline gap-1.5" title={words.forecastAbout}>
              <dt className="text-xs text-muted">{words.forecast}</dt>
              <dd className="font-semibold" data-testid="total-forecast">{forecast}</dd>
            </div>
          )}
        </dl>
      </div>
      <div id={panel} hidden={!isOpen}>
        <Suspense fallback={null}>
          {isOpen && <FilterPanel filter={shown} lookups={lookups} without={own} onChange={onChange} />}
        </Suspense>
      </div>
      <FilterChips filter={shown} lookups={lookups} onChange={onChange} />
    </div>
  );
});
