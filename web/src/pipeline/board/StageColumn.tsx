import type { PointerEvent, ReactElement } from "react";
import type { BoardLead } from "../../api/pipeline.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { sumsText } from "../../leadWork/valueText.ts";
import { Button } from "../../ui/Button.tsx";
import { useWords } from "../words/useWords.ts";
import type { Column } from "./boardState.ts";
import { LeadCard } from "./LeadCard.tsx";
import type { Drag } from "./useCardDrag.ts";

interface StageColumnProps {
  readonly column: Column;
  readonly cards: readonly BoardLead[];
  readonly members: Lookups["members"];
  readonly now: number;
  readonly mayMove: boolean;
  /** The one card that Tab leads to. */
  readonly reachable: string | null;
  /** The card that was taken up by the keyboard. */
  readonly lifted: string | null;
  readonly drag: Drag | null;
  readonly isLoadingMore: boolean;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onMore: (stageId: string) => void;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (leadId: string) => void;
}

/** One stage: what stands in it, how much that is, and its cards. */
export function StageColumn(props: StageColumnProps): ReactElement {
  const { column, cards, members, now, mayMove, reachable, lifted, drag, isLoadingMore, onPointerDown, onMore } = props;
  const { chosen, onChoose } = props;
  const words = useWords();
  const { formats } = useSpeech();
  const { stage, count, staleCount, sums, weighted, next } = column;
  const place = drag?.place?.stageId === stage.id ? drag.place.index : null;
  const others = cards.filter(({ id }) => id !== drag?.leadId);
  const mark = <li aria-hidden="true" key="mark" data-testid="drop-mark" className="h-1 rounded-full bg-accent" />;
  const forecast = sumsText(weighted, formats.language);
  const sum = sumsText(sums, formats.language);
  return (
    <div
      role="listitem"
      aria-label={stage.name}
      data-testid="stage"
      data-stage-id={stage.id}
      data-stage={stage.name}
      className={`flex h-[max(22rem,calc(100dvh-13rem))] w-[min(17rem,78vw)] shrink-0 snap-start flex-col rounded-xl border bg-sunken ${
        place === null ? "border-line" : "border-accent"
      }`}
    >
      <header className="flex flex-col gap-0.5 px-3 pt-2 pb-2">
        <span className="h-1 w-10 rounded-full" style={{ backgroundColor: stage.colour }} />
        <h2 className="flex items-baseline justify-between gap-2 font-semibold">
          <span className="min-w-0 truncate" title={stage.name}>{stage.name}</span>
          <span className="text-xs font-medium text-muted tabular-nums" data-testid="stage-count">
            <span aria-hidden="true">{formats.number(count)}</span>
            <span className="sr-only">{words.totals(formats.number(count))}</span>
          </span>
        </h2>
        <p className="flex min-h-4.5 flex-wrap justify-between gap-x-2 text-xs text-muted tabular-nums">
          <span data-testid="stage-sum">{sum}</span>
          {staleCount > 0 && (
            <span className="text-warn" data-testid="stage-stale">{words.staleCount(formats.number(staleCount))}</span>
          )}
        </p>
        {forecast !== "" && stage.kind === "open" && stage.probability < 100 && (
          <p className="text-xs text-muted tabular-nums" title={words.forecastAbout} data-testid="stage-forecast">
            {formats.percent(stage.probability)} · {forecast}
          </p>
        )}
      </header>
      <ul
        aria-label={words.cards(stage.name)}
        data-stage-cards
        className="relative flex min-h-16 flex-1 flex-col gap-2 overflow-y-auto overscroll-y-auto px-2 pb-2"
      >
        {cards.length === 0 && place === null && (
          <li className="rounded-lg border border-dashed border-line py-4 text-center text-xs text-muted">
            {words.emptyStage}
          </li>
        )}
        {others.length === 0 && place !== null && mark}
        {cards.map((lead) => {
          const at = others.indexOf(lead);
          return (
            <LeadCard
              key={lead.id}
              lead={lead}
              stage={stage}
              members={members}
              now={now}
              mayMove={mayMove}
              isReachable={reachable === lead.id}
              isLifted={lifted === lead.id}
              isDragged={drag?.leadId === lead.id}
              mark={place !== null && at !== -1
                ? at === place ? "above" : at === others.length - 1 && place === others.length ? "below" : null
                : null}
              onPointerDown={onPointerDown}
              isChosen={chosen.has(lead.id)}
              isChoosing={chosen.size > 0}
              onChoose={onChoose}
            />
          );
        })}
        {next !== null && (
          <li className="flex justify-center">
            <Button
              look="quiet"
              className="text-xs"
              aria-label={words.moreOf(stage.name)}
              aria-disabled={isLoadingMore}
              onClick={() => !isLoadingMore && onMore(stage.id)}
            >
              {isLoadingMore ? words.loadingMore : words.more}
            </Button>
          </li>
        )}
      </ul>
    </div>
  );
}
