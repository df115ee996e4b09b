import { useState } from "react";
import { type BulkOutcome, changeLeads, moveLeads } from "../api/bulk.ts";
import { restoreLead } from "../api/leadChanges.ts";
import type { Lead } from "../api/Lead.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Said } from "../leadWork/UndoLine.tsx";
import { type Act, useAct } from "../ui/useAct.ts";
import { type BulkAct, undoOf, type UndoStep } from "./undo.ts";
import { useWords } from "./words/useWords.ts";

interface Bulk {
  readonly act: Act;
  readonly said: Said | null;
  readonly run: (what: BulkAct, leads: readonly Lead[], tell: (count: string) => string) => Promise<boolean>;
  readonly undo: (work: () => Promise<unknown>) => void;
}

/** Does something with many leads, says what came of it, and takes it back. */
export function useBulk(onDone: () => void): Bulk {
  const words = useWords();
  const { formats } = useSpeech();
  const act = useAct();
  const [said, setSaid] = useState<Said | null>(null);
  const run = (what: BulkAct, leads: readonly Lead[], tell: (count: string) => string) =>
    act.run(async () => {
      setSaid(null);
      const { moved, refused } = what.kind === "move"
        ? await moveLeads(leads, what.stageId, what.closeReason)
        : await changeLeads(leads, what.patch);
      const steps = undoOf(what, leads, moved);
      const why = refused[0] === undefined
        ? ""
        : ` ${words.refused(formats.number(refused.length), refused[0].detail)}`;
      setSaid({
        text: `${tell(formats.number(moved.length))}${why}`,
        ...(steps.length === 0 ? {} : {
          undo: async () => {
            const back = await takeBack(steps);
            setSaid({
              text: [
                words.undone(formats.number(back.moved.length)),
                ...(back.refused.length === 0 ? [] : [words.notUndone(formats.number(back.refused.length))]),
              ].join(" "),
            });
          },
        }),
      });
      onDone();
    });
  const undo = (work: () => Promise<unknown>) =>
    void act.run(async () => {
      await work();
      onDone();
    });
  return { act, said, run, undo };
}

async function takeBack(steps: readonly UndoStep[]): Promise<BulkOutcome> {
  const outcomes: BulkOutcome[] = [];
  for (const step of steps) {
    // oxlint-disable-next-line no-await-in-loop -- one write after the other, as the node does them
    outcomes.push(await takeStepBack(step));
  }
  return { moved: outcomes.flatMap(({ moved }) => moved), refused: outcomes.flatMap(({ refused }) => refused) };
}

async function takeStepBack(step: UndoStep): Promise<BulkOutcome> {
  if (step.kind === "change") return await changeLeads(step.leads, step.patch);
  if (step.kind === "move") return await moveLeads(step.leads, step.stageId, null);
  // The node takes leads out of the trash one by one.
  const restored = await Promise.allSettled(step.leads.map(({ id, version }) => restoreLead(id, version)));
  return {
    moved: restored.flatMap((one) => one.status === "fulfilled" ? [one.value] : []),
    refused: step.leads.filter((_, at) => restored[at]?.status === "rejected").map(({ id }) => ({
      id,
      code: "stale_version",
      detail: "",
    })),
  };
}
