import { type ReactElement, useState } from "react";
import type { Lead } from "../../api/Lead.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { useWords as useLeadWords } from "../../leadWork/words/useWords.ts";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { LostNotice } from "../board/LostNotice.tsx";
import { AskedMove } from "../move/AskedMove.tsx";
import { useMoves } from "../move/useMoves.ts";
import { useWords } from "../words/useWords.ts";

interface StageFieldProps {
  readonly lead: Lead;
  readonly lookups: Lookups;
  readonly onChanged: (lead: Lead) => void;
}

/** Where a lead stands, to be moved along as on the board. */
export function StageField({ lead, lookups, onChanged }: StageFieldProps): ReactElement {
  const words = useWords();
  const { fields, none } = useLeadWords();
  const { formats } = useSpeech();
  const { user } = useSession();
  const now = useNow();
  const { stages, members } = lookups;
  /** The stage on its way to the node. */
  const [wanted, setWanted] = useState<string | null>(null);
  const moves = useMoves({
    onBegun: (_, { stageId }) => setWanted(stageId),
    onKnown: onChanged,
    onEnded: () => setWanted(null),
    onMoved: () => {},
  });
  const stageId = wanted ?? lead.stageId ?? "";
  const choose = (id: string) => {
    const stage = stages.find((one) => one.id === id);
    if (stage !== undefined) moves.start(lead, stage, { stageId: id, after: null, before: null });
  };
  const options = stages.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <SelectField
        name="stageId"
        label={fields.stageId}
        value={stageId}
        isStored
        onChange={choose}
        options={stages.some(({ id }) => id === stageId) ? options : [{ value: stageId, label: none }, ...options]}
        hint={lead.stageSince === null ? undefined : words.staleSince(formats.ago(lead.stageSince, now))}
      />
      {(moves.failure !== null || moves.lost !== null) && (
        <div className="flex flex-col gap-2 min-[26rem]:col-span-2">
          {moves.failure !== null && <FailureNotice failure={moves.failure} />}
          {moves.lost !== null && (
            <LostNotice
              lost={moves.lost}
              stages={stages}
              winner={members.length === 1 ? user.name : words.someone}
              onAgain={() => moves.lost !== null && moves.start(moves.lost.lead, moves.lost.stage, moves.lost.target)}
              onLeave={moves.forget}
            />
          )}
        </div>
      )}
      <AskedMove moves={moves} members={members} />
    </>
  );
}
