import { type ReactElement, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { Lead } from "../../api/Lead.ts";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { useWrites } from "../../offline/writes.ts";
import type { ColumnName } from "../columns.ts";
import { CellCard, type Leaving } from "./CellCard.tsx";
import { type CellName, type CellSpot, isCellName, neighbourCell } from "./cells.ts";

interface CellEditingProps {
  readonly panel: RefObject<HTMLElement>;
  readonly leads: readonly Lead[];
  readonly columns: readonly ColumnName[];
  readonly lookups: Lookups;
  /** A lead as it is after a change, or will be once the node can be reached. */
  readonly onStored: (lead: Lead) => void;
  readonly onReload: () => void;
}

/**
 * Writing in the cells of the list: a click on one, or F2 on its row, opens a card over it. It hears of both from the panel
 * that the rows are in, which is there before them: the list needs nothing of it to show its first page.
 */
export function CellEditing(props: CellEditingProps): ReactElement | null {
  const { panel, leads, columns, onStored, onReload } = props;
  const [spot, setSpot] = useState<CellSpot | null>(null);
  const first = columns.find(isCellName);
  useEffect(() => {
    const list = panel.current;
    if (list === null || first === undefined) return;
    list.setAttribute("data-cells", "");
    const onClick = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const found = spotAt(event.target);
      if (found === null) return;
      // The cell is part of the link to the lead.
      event.preventDefault();
      event.stopPropagation();
      setSpot(found);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F2") return;
      const leadId = rowOf(event.target)?.dataset["leadId"];
      if (leadId === undefined || !isShown(list, leadId, first)) return;
      event.preventDefault();
      setSpot({ leadId, name: first });
    };
    list.addEventListener("click", onClick, true);
    list.addEventListener("keydown", onKeyDown);
    return () => {
      list.removeAttribute("data-cells");
      list.removeEventListener("click", onClick, true);
      list.removeEventListener("keydown", onKeyDown);
    };
  });
  useGivenUp(onReload);
  const lead = useMemo(
    () => spot === null ? undefined : leads.find(({ id }) => id === spot.leadId),
    [spot, leads],
  );
  if (spot === null || lead === undefined) return null;
  const leave = (how: Leaving) => {
    const next = how === "next"
      ? neighbourCell(columns, spot.name, 1)
      : how === "previous"
      ? neighbourCell(columns, spot.name, -1)
      : null;
    if (next !== null) return setSpot({ ...spot, name: next });
    setSpot((known) => known === spot ? null : known);
    if (how === "aside") return;
    panel.current?.querySelector<HTMLElement>(`[data-lead-id="${CSS.escape(spot.leadId)}"] [data-lead-link]`)?.focus();
  };
  return (
    <CellCard
      key={`${spot.leadId} ${spot.name}`}
      {...props}
      lead={lead}
      name={spot.name}
      onStored={onStored}
      onLeave={leave}
    />
  );
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-lead-id]") : null;
}

function spotAt(target: EventTarget | null): CellSpot | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null;
  const leadId = rowOf(cell)?.dataset["leadId"];
  const name = cell?.dataset["cell"];
  return leadId === undefined || !isCellName(name) ? null : { leadId, name };
}

function isShown(list: HTMLElement, leadId: string, name: CellName): boolean {
  const cell = list.querySelector<HTMLElement>(`[data-lead-id="${CSS.escape(leadId)}"] [data-cell="${name}"]`);
  return cell !== null && cell.offsetParent !== null;
}

/** A change that waited for the node and was given up is to be seen in the list no longer. */
function useGivenUp(onReload: () => void): void {
  const writes = useWrites();
  const waiting = useRef(0);
  useEffect(() => {
    const count = writes.filter(({ kind }) => kind === "edit").length;
    if (count < waiting.current) onReload();
    waiting.current = count;
  }, [writes, onReload]);
}
