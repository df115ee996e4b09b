import type { PointerEvent, ReactElement } from "react";
import type { BoardLead } from "../../api/pipeline.ts";
import type { Stage } from "../../api/projects.ts";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { LeadCard } from "./LeadCard.tsx";
import type { Drag } from "./useCardDrag.ts";

/** What every card of a board needs to know. */
export interface CardSurroundings {
  readonly members: Lookups["members"];
  readonly now: number;
  readonly mayMove: boolean;
  /** The one card that Tab leads to. */
  readonly reachable: string | null;
  /** The card that was taken up by the keyboard. */
  readonly lifted: string | null;
  readonly drag: Drag | null;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (leadId: string) => void;
}

interface StageCardsProps extends CardSurroundings {
  readonly stage: Stage;
  readonly cards: readonly BoardLead[];
  /** Between which of them something would be dropped; null when it would go elsewhere. */
  readonly place: number | null;
  /** What is said where there are none. */
  readonly empty: string;
}

/** Cards in their order, with a mark where one that is dragged would be dropped. */
export function StageCards(props: StageCardsProps): ReactElement {
  const { stage, cards, place, empty, drag, reachable, lifted, chosen, ...surroundings } = props;
  const others = cards.filter(({ id }) => id !== drag?.leadId);
  const mark = <li aria-hidden="true" key="mark" data-testid="drop-mark" className="h-1 rounded-full bg-accent" />;
  return (
    <>
      {cards.length === 0 && place === null && empty !== "" && (
        <li className="rounded-lg border border-dashed border-line py-4 text-center text-xs text-muted">{empty}</li>
      )}
      {others.length === 0 && place !== null && mark}
      {cards.map((lead) => {
        const at = place === null ? -1 : others.indexOf(lead);
        return (
          <LeadCard
            key={lead.id}
            lead={lead}
            stage={stage}
            isReachable={reachable === lead.id}
            isLifted={lifted === lead.id}
            isDragged={drag?.leadId === lead.id}
            mark={at !== -1
              ? at === place ? "above" : at === others.length - 1 && place === others.length ? "below" : null
              : null}
            isChosen={chosen.has(lead.id)}
            {...surroundings}
          />
        );
      })}
    </>
  );
}
