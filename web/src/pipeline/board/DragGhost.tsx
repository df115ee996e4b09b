import type { ReactElement } from "react";
import type { BoardLead } from "../../api/pipeline.ts";
import type { Drag } from "./useCardDrag.ts";

/** The card that hangs on the pointer. */
export function DragGhost({ drag, lead }: { readonly drag: Drag; readonly lead: BoardLead }): ReactElement {
  return (
    <div
      aria-hidden="true"
      data-testid="drag-ghost"
      className="panel pointer-events-none fixed top-0 left-0 z-30 px-3 py-2 font-medium shadow-xl"
      style={{ width: drag.width, transform: `translate(${drag.x}px, ${drag.y}px) rotate(1.5deg)` }}
    >
      <span className="block truncate">{lead.company}</span>
    </div>
  );
}
