import { type ReactElement, Suspense } from "react";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { lazyBeside } from "../../ui/lazy.ts";
import type { Moves } from "./useMoves.ts";

const MoveDialog = lazyBeside(() => import("./MoveDialog.tsx"));

interface AskedMoveProps {
  readonly moves: Moves;
  readonly members: Lookups["members"];
}

/** Asks for what the stage of a move needs, as long as one waits for that. */
export function AskedMove({ moves, members }: AskedMoveProps): ReactElement | null {
  if (moves.asked === null) return null;
  const { lead, stage, missing } = moves.asked;
  return (
    <Suspense fallback={null}>
      <MoveDialog
        lead={lead}
        stage={stage}
        missing={missing}
        members={members}
        onMove={moves.answer}
        onClose={moves.giveUp}
      />
    </Suspense>
  );
}
