import { Component, type RefObject } from "react";

const GLIDE: KeyframeAnimationOptions = { duration: 260, easing: "cubic-bezier(0.2, 0, 0, 1)" };
/** More cards than this change their place only when all is shown anew, and nobody could follow them. */
const GLIDING_MAX = 60;

interface Place {
  /** And the lane, where there are some. */
  readonly stage: string;
  /** Within the cards of its stage, however far those are scrolled. */
  readonly top: number;
}

type Places = ReadonlyMap<string, Place>;

interface GlideProps {
  readonly grid: RefObject<HTMLElement>;
  /** Tells one order of the cards from another, across all stages and lanes. */
  readonly order: string;
  /** What the mouse or the keyboard carries is followed by the hand. */
  readonly isCarried: boolean;
}

/**
 * Cards that others moved go to their new places where one can see it: those of the same stage glide past each other, and one that
 * came from elsewhere grows in. A class, for only those are told just before what is shown changes: where cards are is asked when
 * they are about to move, and not after each change of a text.
 */
export class Glide extends Component<GlideProps> {
  override getSnapshotBeforeUpdate(before: GlideProps): Places | null {
    const { grid, order, isCarried } = this.props;
    return order === before.order || isCarried ? null : placesIn(grid.current);
  }

  override componentDidUpdate(_before: GlideProps, _state: unknown, places: Places | null): void {
    if (places !== null) glide(this.props.grid.current, places);
  }

  override render(): null {
    return null;
  }
}

function glide(grid: HTMLElement | null, before: Places): void {
  const now = placesIn(grid);
  const moves: (() => void)[] = [];
  for (const card of cardsIn(grid)) {
    const was = before.get(idOf(card));
    const place = now.get(idOf(card));
    if (was === undefined || place === undefined) continue;
    if (was.stage !== place.stage) {
      moves.push(() =>
        card.animate([{ opacity: 0, transform: "scale(0.94)" }, { opacity: 1, transform: "none" }], GLIDE)
      );
    } else if (was.top !== place.top) {
      moves.push(() =>
        card.animate([{ transform: `translateY(${was.top - place.top}px)` }, { transform: "none" }], GLIDE)
      );
    }
  }
  if (moves.length > GLIDING_MAX || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const move of moves) move();
}

function placesIn(grid: HTMLElement | null): Places {
  return new Map(
    cardsIn(grid).map((card) => {
      const { stageId = "", lane = "" } = card.closest<HTMLElement>("[data-stage-id]")?.dataset ?? {};
      return [idOf(card), { stage: `${stageId} ${lane}`, top: card.offsetTop }];
    }),
  );
}

function cardsIn(grid: HTMLElement | null): HTMLElement[] {
  return [...grid?.querySelectorAll<HTMLElement>("[data-card-id]") ?? []];
}

function idOf(card: HTMLElement): string {
  return card.dataset["cardId"] ?? "";
}
