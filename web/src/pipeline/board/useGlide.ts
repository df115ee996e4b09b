import { type RefObject, useLayoutEffect, useRef } from "react";
import type { BoardLead } from "../../api/pipeline.ts";

const GLIDE: KeyframeAnimationOptions = { duration: 260, easing: "cubic-bezier(0.2, 0, 0, 1)" };
/** More cards than this change their place only when all is shown anew, and nobody could follow them. */
const GLIDING_MAX = 60;

interface Place {
  /** And the lane, where there are some. */
  readonly stage: string;
  /** Within the cards of its stage, however far those are scrolled. */
  readonly top: number;
}

/**
 * Cards that others moved go to their new places where one can see it: those of the same stage glide past each other, and one that
 * came from elsewhere grows in. What the mouse carries is followed by the hand.
 */
export function useGlide(
  grid: RefObject<HTMLElement>,
  cards: ReadonlyMap<string, readonly BoardLead[]>,
  isCarried: boolean,
): void {
  const places = useRef<ReadonlyMap<string, Place>>(new Map());
  useLayoutEffect(() => {
    if (cards.size === 0) return;
    const before = places.current;
    const next = new Map<string, Place>();
    const moves: (() => void)[] = [];
    for (const card of grid.current?.querySelectorAll<HTMLElement>("[data-card-id]") ?? []) {
      const id = card.dataset["cardId"] ?? "";
      const { stageId = "", lane = "" } = card.closest<HTMLElement>("[data-stage-id]")?.dataset ?? {};
      const stage = `${stageId} ${lane}`;
      const place = { stage, top: card.offsetTop };
      next.set(id, place);
      const was = before.get(id);
      if (was === undefined) continue;
      if (was.stage !== stage) {
        moves.push(() =>
          card.animate([{ opacity: 0, transform: "scale(0.94)" }, { opacity: 1, transform: "none" }], GLIDE)
        );
      } else if (was.top !== place.top) {
        moves.push(() =>
          card.animate([{ transform: `translateY(${was.top - place.top}px)` }, { transform: "none" }], GLIDE)
        );
      }
    }
    places.current = next;
    if (isCarried || moves.length > GLIDING_MAX || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const move of moves) move();
  }, [grid, cards, isCarried]);
}
