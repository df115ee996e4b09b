import { type ReactElement, useEffect, useRef, useState } from "react";
import type { Lead } from "../../api/Lead.ts";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { useWords } from "../../leadWork/words/useWords.ts";
import { useWrites } from "../../offline/writes.ts";
import { LostNotice } from "../../pipeline/board/LostNotice.tsx";
import { AskedMove } from "../../pipeline/move/AskedMove.tsx";
import { useMoves } from "../../pipeline/move/useMoves.ts";
import { useWords as usePipelineWords } from "../../pipeline/words/useWords.ts";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import type { Commit } from "./CellCard.tsx";
import { ChoiceField } from "./ChoiceField.tsx";

interface StageCellProps {
  readonly lead: Lead;
  readonly lookups: Lookups;
  /** Says what stores the value, whenever that is another one. */
  readonly offer: (commit: Commit) => void;
  readonly onStored: (lead: Lead) => void;
  readonly onChosen: () => void;
  /** The lead has moved, or will once the node can be reached. */
  readonly onDone: () => void;
}

/** The stage of a lead, to be moved along as on the board: what a stage asks for is asked, and a race that was lost is told. */
export function StageCell({ lead, lookups, offer, onStored, onChosen, onDone }: StageCellProps): ReactElement {
  const words = useWords();
  const moving = usePipelineWords();
  const { stages, members } = lookups;
  const [chosen, setChosen] = useState(lead.stageId ?? "");
  /** The stage that it is on its way to. */
  const wanted = useRef<string | null>(null);
  const moves = useMoves({
    onBegun: (_, { stageId }) => {
      wanted.current = stageId;
    },
    onKnown: (stored) => {
      onStored(stored);
      if (stored.stageId === wanted.current) onDone();
    },
    onEnded: () => {},
    onMoved: () => {},
  });
  const { start, lost, failure } = moves;
  const latest = useRef(chosen);
  useEffect(() => {
    offer(() => {
      const stage = stages.find(({ id }) => id === latest.current);
      if (stage === undefined || stage.id === lead.stageId) return Promise.resolve(true);
      start(lead, stage, { stageId: stage.id, after: null, before: null });
      // Left when the node has answered, or when the move waits for it.
      return Promise.resolve(false);
    });
  }, [offer, lead, stages, start]);
  const writes = useWrites();
  const isKept = writes.some(({ kind, leadId }) => kind === "move" && leadId === lead.id);
  useEffect(() => {
    if (!isKept || wanted.current === null) return;
    onStored({ ...lead, stageId: wanted.current });
    wanted.current = null;
    onDone();
  }, [isKept, lead, onStored, onDone]);
  const isKnown = stages.some(({ id }) => id === chosen);
  return (
    <>
      <ChoiceField
        name="stageId"
        label={words.fields.stageId}
        value={chosen}
        onChange={(value) => {
          latest.current = value;
          setChosen(value);
        }}
        onChosen={onChosen}
        options={[
          ...(isKnown ? [] : [{ value: chosen, label: words.none }]),
          ...stages.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {failure !== null && <FailureNotice failure={failure} />}
      {lost !== null && (
        <LostNotice
          lost={lost}
          stages={stages}
          winner={moving.someone}
          onAgain={() => start(lost.lead, lost.stage, lost.target)}
          onLeave={moves.forget}
        />
      )}
      <AskedMove moves={moves} members={members} />
    </>
  );
}
