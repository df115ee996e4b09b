import {
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Lead } from "../../api/Lead.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { useWords } from "../../leadWork/words/useWords.ts";
import { Button } from "../../ui/Button.tsx";
import { PanelBoundary } from "../../ui/PanelBoundary.tsx";
import { CellForm } from "./CellForm.tsx";
import { cellFields, type CellName } from "./cells.ts";
import { StageCell } from "./StageCell.tsx";

/** Where the focus goes when a cell is left: to its row, to another cell, or wherever it went by itself. */
export type Leaving = "row" | "next" | "previous" | "aside";

/** What stores what was written in a cell; false when it is not to be left yet. */
export type Commit = () => Promise<boolean>;

interface CellCardProps {
  readonly panel: RefObject<HTMLElement>;
  readonly leads: readonly Lead[];
  readonly lead: Lead;
  readonly name: CellName;
  readonly lookups: Lookups;
  readonly onStored: (lead: Lead) => void;
  readonly onLeave: (how: Leaving) => void;
}

const WIDTH_REM = 17;

/** A card over a cell, in which its value is written: Enter and Tab store it, Escape leaves it, so does a click elsewhere after storing. */
export function CellCard(props: CellCardProps): ReactElement {
  const { panel, leads, lead, name, onLeave } = props;
  const words = useWords();
  const { shell } = useSpeech().messages;
  const card = useRef<HTMLDivElement>(null);
  const commit = useRef<Commit>(() => Promise.resolve(true));
  const offer = useCallback((next: Commit) => {
    commit.current = next;
  }, []);
  const isLeaving = useRef(false);
  const leaving = useRef<Leaving>("row");
  const style = usePlace(card, panel, leads, lead.id, name);
  useEffect(() => {
    const field = card.current?.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
    field?.focus();
    if (field instanceof HTMLInputElement && field.type !== "date") field.select();
    card.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const leave = (how: Leaving) => {
    // The focus goes first, and what loses it would store what was given up.
    isLeaving.current = true;
    onLeave(how);
  };
  const finish = async (how: Leaving) => {
    if (isLeaving.current) return;
    isLeaving.current = true;
    leaving.current = how;
    if (await commit.current()) leave(how);
    else isLeaving.current = false;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof Element && event.target.closest("dialog") !== null) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      event.preventDefault();
      return leave("row");
    }
    if (event.defaultPrevented) return;
    const isButton = event.target instanceof HTMLButtonElement;
    if (event.key === "Enter" && !isButton) {
      event.preventDefault();
      void finish("row");
    }
    if (event.key !== "Tab") return;
    const stops = [...card.current?.querySelectorAll<HTMLElement>("input, select, button") ?? []]
      .filter(({ tabIndex }) => tabIndex >= 0);
    if (event.target !== (event.shiftKey ? stops[0] : stops.at(-1))) return;
    event.preventDefault();
    void finish(event.shiftKey ? "previous" : "next");
  };
  const onBlur = (event: FocusEvent) => {
    // Another window took the focus, not another part of this page.
    if (!document.hasFocus() || card.current?.contains(event.relatedTarget) !== false) return;
    void finish("aside");
  };
  const label = words.cells.edit(words.fields[cellFields[name]], lead.company);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Enter, Escape and Tab belong to the fields inside
    <div
      ref={card}
      role="group"
      aria-label={label}
      data-testid="cell-editor"
      style={style}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
      className="panel absolute z-20 flex flex-col gap-2 p-3 shadow-xl"
    >
      <PanelBoundary>
        {name === "stage"
          ? (
            <StageCell
              {...props}
              offer={offer}
              onChosen={() => void finish("row")}
              onDone={() => leave(leaving.current)}
            />
          )
          : <CellForm {...props} name={name} offer={offer} onChosen={() => void finish("row")} />}
      </PanelBoundary>
      <div className="flex justify-end gap-1">
        <Button look="quiet" tabIndex={-1} onClick={() => leave("row")}>{shell.cancel}</Button>
        <Button look="primary" tabIndex={-1} onClick={() => void finish("row")}>{words.save}</Button>
      </div>
    </div>
  );
}

/** Over the cell, wherever that goes while others change the list; within the page at its right edge. */
function usePlace(
  card: RefObject<HTMLElement>,
  panel: RefObject<HTMLElement>,
  leads: readonly Lead[],
  leadId: string,
  name: CellName,
): CSSProperties {
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const frame = card.current?.offsetParent;
    const cell = panel.current?.querySelector(`[data-lead-id="${CSS.escape(leadId)}"] [data-cell="${name}"]`);
    if (!(frame instanceof HTMLElement) || cell === null || cell === undefined) return;
    const [outer, box] = [frame.getBoundingClientRect(), cell.getBoundingClientRect()];
    const width = card.current?.offsetWidth ?? 0;
    const left = Math.round(Math.max(8, Math.min(box.left - outer.left - 12, outer.width - width - 8)));
    const top = Math.round(box.top - outer.top - 12);
    if (Math.abs(left - place.left) > 1 || Math.abs(top - place.top) > 1) setPlace({ left, top });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the cell goes where the list goes
  }, [card, panel, leads, leadId, name, place]);
  return { ...place, width: `${WIDTH_REM}rem` };
}
