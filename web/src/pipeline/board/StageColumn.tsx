import { memo, type ReactElement } from "react";
import type { BoardLead } from "../../api/pipeline.ts";
import { useWords } from "../words/useWords.ts";
import type { Column } from "./boardState.ts";
import { MoreOfStage } from "./MoreOfStage.tsx";
import { type CardSurroundings, StageCards } from "./StageCards.tsx";
import { StageHead } from "./StageHead.tsx";

interface StageColumnProps extends CardSurroundings {
  readonly column: Column;
  readonly cards: readonly BoardLead[];
  readonly isLoadingMore: boolean;
  readonly onMore: (stageId: string) => void;
}

/** One stage: what stands in it, how much that is, and its cards. Drawn anew when something of it changed. */
export const StageColumn = memo(function StageColumn(props: StageColumnProps): ReactElement {
  const { column, cards, isLoadingMore, onMore, ...surroundings } = props;
  const words = useWords();
  const { stage, next } = column;
  const { drag } = surroundings;
  const place = drag?.place?.stageId === stage.id ? drag.place.index : null;
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
      <StageHead column={column} />
      <ul
        aria-label={words.cards(stage.name)}
        data-stage-cards
        className="relative flex min-h-16 flex-1 flex-col gap-2 overflow-y-auto overscroll-y-auto px-2 pb-2"
      >
        <StageCards stage={stage} cards={cards} place={place} empty={words.emptyStage} {...surroundings} />
        {next !== null && (
          <li className="flex justify-center">
            <MoreOfStage stage={stage} isLoading={isLoadingMore} onMore={onMore} />
          </li>
        )}
      </ul>
    </div>
  );
});
