import {
  type PointerEvent as ReactPointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";

/** A mouse that moves so far drags; less is a click. */
const SLOP_PX = 6;
/** A finger that rests so long on a card takes it; one that moves before scrolls. */
const HOLD_MS = 300;
/** So near the edge of the board it is scrolled along. */
const EDGE_PX = 48;
const SCROLL_PX = 14;

/** Between which cards of which stage something would be dropped. */
export interface DropPlace {
  readonly stageId: string;
  /** Of the lane, where the board has any. */
  readonly lane: string | null;
  /** Among the cards that are shown there. */
  readonly index: number;
}

export interface Drag {
  readonly leadId: string;
  /** Where the card is seen, in the window. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly place: DropPlace | null;
}

interface Grip {
  readonly leadId: string;
  readonly pointerId: number;
  readonly isTouch: boolean;
  readonly startX: number;
  readonly startY: number;
  readonly offsetX: number;
  readonly offsetY: number;
  readonly width: number;
  timer: number | undefined;
  isDragging: boolean;
  x: number;
  y: number;
}

interface CardDrag {
  readonly drag: Drag | null;
  /** For each card, marked by `data-card-id`. */
  readonly onPointerDown: (event: ReactPointerEvent<HTMLElement>) => void;
}

/**
 * Dragging cards by mouse, pen and finger. Stages are marked by `data-stage-id` below `board`; what is dropped on
 * none goes back.
 */
export function useCardDrag(
  board: RefObject<HTMLElement>,
  isOn: boolean,
  onDrop: (leadId: string, place: DropPlace) => void,
): CardDrag {
  const [drag, setDrag] = useState<Drag | null>(null);
  const grip = useRef<Grip | null>(null);
  const drop = useRef(onDrop);
  useEffect(() => {
    drop.current = onDrop;
  }, [onDrop]);

  useEffect(() => {
    if (!isOn) return;
    let frame = 0;
    const show = (held: Grip) =>
      setDrag({
        leadId: held.leadId,
        x: held.x - held.offsetX,
        y: held.y - held.offsetY,
        width: held.width,
        place: placeAt(held.x, held.y, held.leadId),
      });
    const scroll = () => {
      const held = grip.current;
      if (held === null || !held.isDragging) return;
      scrollAlong(board.current, held.x, held.y);
      show(held);
      frame = requestAnimationFrame(scroll);
    };
    const begin = (held: Grip) => {
      held.isDragging = true;
      getSelection()?.removeAllRanges();
      if (held.isTouch) navigator.vibrate?.(10);
      show(held);
      frame = requestAnimationFrame(scroll);
    };
    const end = () => {
      clearTimeout(grip.current?.timer);
      cancelAnimationFrame(frame);
      grip.current = null;
      setDrag(null);
    };
    const onMove = (event: PointerEvent) => {
      const held = grip.current;
      if (held === null || event.pointerId !== held.pointerId) return;
      held.x = event.clientX;
      held.y = event.clientY;
      if (held.isDragging) return;
      if (Math.hypot(held.x - held.startX, held.y - held.startY) < SLOP_PX) return;
      if (held.isTouch) end();
      else begin(held);
    };
    const onUp = (event: PointerEvent) => {
      const held = grip.current;
      if (held === null || event.pointerId !== held.pointerId) return;
      if (held.isDragging) {
        held.x = event.clientX;
        held.y = event.clientY;
        const place = placeAt(held.x, held.y, held.leadId);
        suppressClick();
        if (place !== null) drop.current(held.leadId, place);
      }
      end();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && grip.current?.isDragging === true) {
        event.stopPropagation();
        end();
      }
    };
    const onHold = (event: Event) => {
      const held = (event as CustomEvent<Grip>).detail;
      if (grip.current === held && !held.isDragging) begin(held);
    };
    // The one way to keep a finger from scrolling once it has taken a card: it must be allowed to prevent it.
    const onTouchMove = (event: TouchEvent) => {
      if (grip.current?.isDragging === true && event.cancelable) event.preventDefault();
    };
    // A finger that rests on a link asks for the browser's own menu, which would take the card away again.
    const onMenu = (event: Event) => {
      if (grip.current?.isTouch === true) event.preventDefault();
    };
    addEventListener("pointermove", onMove);
    addEventListener("pointerup", onUp);
    addEventListener("pointercancel", end);
    addEventListener("keydown", onKey, true);
    addEventListener("blur", end);
    addEventListener("cardhold", onHold);
    addEventListener("contextmenu", onMenu);
    addEventListener("touchmove", onTouchMove, { passive: false });
    return () => {
      end();
      removeEventListener("pointermove", onMove);
      removeEventListener("pointerup", onUp);
      removeEventListener("pointercancel", end);
      removeEventListener("keydown", onKey, true);
      removeEventListener("blur", end);
      removeEventListener("cardhold", onHold);
      removeEventListener("contextmenu", onMenu);
      removeEventListener("touchmove", onTouchMove);
    };
  }, [board, isOn]);

  const onPointerDown = useCallback((event: ReactPointerEvent<HTMLElement>) => {
    const leadId = event.currentTarget.dataset["cardId"];
    if (!isOn || leadId === undefined || event.button !== 0 || !event.isPrimary) return;
    const box = event.currentTarget.getBoundingClientRect();
    const held: Grip = {
      leadId,
      pointerId: event.pointerId,
      isTouch: event.pointerType === "touch",
      startX: event.clientX,
      startY: event.clientY,
      offsetX: event.clientX - box.left,
      offsetY: event.clientY - box.top,
      width: box.width,
      timer: undefined,
      isDragging: false,
      x: event.clientX,
      y: event.clientY,
    };
    if (held.isTouch) {
      held.timer = setTimeout(
        () => dispatchEvent(new CustomEvent("cardhold", { detail: held })),
        HOLD_MS,
      );
    }
    grip.current = held;
  }, [isOn]);
  return { drag, onPointerDown };
}

/** The click that follows a drag by mouse would open the lead. One elsewhere, in a dialog that the drop opened, is meant. */
function suppressClick(): void {
  const stop = (event: MouseEvent) => {
    if (!(event.target instanceof Element) || event.target.closest("[data-card-id]") === null) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", stop, { capture: true });
  setTimeout(() => removeEventListener("click", stop, true), 50);
}

/** Counts the cards above the pointer, of which the dragged one is none. */
function placeAt(x: number, y: number, leadId: string): DropPlace | null {
  const stage = document.elementsFromPoint(x, y)
    .map((element) => element.closest<HTMLElement>("[data-stage-id]"))
    .find((element) => element !== null);
  const stageId = stage?.dataset["stageId"];
  if (stage === undefined || stage === null || stageId === undefined) return null;
  const cards = [...stage.querySelectorAll<HTMLElement>("[data-card-id]")]
    .filter((card) => card.dataset["cardId"] !== leadId);
  const index = cards.findIndex((card) => {
    const box = card.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return { stageId, lane: stage.dataset["lane"] ?? null, index: index === -1 ? cards.length : index };
}

function scrollAlong(board: HTMLElement | null, x: number, y: number): void {
  if (board === null) return;
  const box = board.getBoundingClientRect();
  if (x < box.left + EDGE_PX) board.scrollLeft -= SCROLL_PX;
  else if (x > box.right - EDGE_PX) board.scrollLeft += SCROLL_PX;
  const list = document.elementsFromPoint(x, y)
    .map((element) => element.closest<HTMLElement>("[data-stage-cards]"))
    .find((element) => element !== null);
  if (list === undefined || list === null) return;
  // Of a board with lanes all of it is scrolled.
  const scrolled = list.dataset["stageCards"] === "whole" ? board : list;
  const inner = scrolled.getBoundingClientRect();
  if (y < inner.top + EDGE_PX) scrolled.scrollTop -= SCROLL_PX;
  else if (y > inner.bottom - EDGE_PX) scrolled.scrollTop += SCROLL_PX;
}
