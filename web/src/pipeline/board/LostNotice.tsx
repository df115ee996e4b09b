import type { ReactElement } from "react";
import type { Stage } from "../../api/projects.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { LostMove } from "../move/useMoves.ts";
import { useWords } from "../words/useWords.ts";

interface LostNoticeProps {
  readonly lost: LostMove;
  readonly stages: readonly Stage[];
  /** The name of who came first. */
  readonly winner: string;
  readonly onAgain: () => void;
  readonly onLeave: () => void;
}

/** A move that another one came before: where the lead is now, and what can be done about it. */
export function LostNotice({ lost, stages, winner, onAgain, onLeave }: LostNoticeProps): ReactElement {
  const words = useWords().lost;
  const { lead, stage } = lost;
  const there = stages.find(({ id }) => id === lead.stageId);
  const isHere = there !== undefined && lead.deletedAt === null && lead.archivedAt === null;
  return (
    <div role="alert" data-testid="lost-move">
      <Notice look="warn" title={words.title(lead.company)}>
        <p>{isHere ? words.text(winner, there.name, stage.name) : words.gone(lead.company)}</p>
        <div className="mt-2 flex flex-wrap gap-2">
          {isHere && there.id !== stage.id && <Button onClick={onAgain}>{words.again(stage.name)}</Button>}
          <Button look="quiet" onClick={onLeave}>{words.leave}</Button>
        </div>
      </Notice>
    </div>
  );
}
