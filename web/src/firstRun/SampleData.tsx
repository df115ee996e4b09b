import { type ReactElement, useState } from "react";
import { useSession } from "../app/SessionContext.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { useAct } from "../ui/useAct.ts";
import { fillSamples, removeSamples, SAMPLE_COUNT } from "./sampleLeads.ts";
import { useWords } from "./words/useWords.ts";

interface SampleDataProps {
  readonly hasSamples: boolean;
  readonly mayFill: boolean;
}

/** Fills made-up leads in, and takes them all away again. */
export function SampleData({ hasSamples, mayFill }: SampleDataProps): ReactElement {
  const words = useWords();
  const { project, workspace, permissions } = useSession();
  const act = useAct();
  const [count, setCount] = useState(0);
  const [said, setSaid] = useState("");
  const fill = () =>
    act.run(async () => {
      setSaid("");
      setCount(0);
      await fillSamples(project.id, workspace.currency, setCount);
    });
  const remove = () => act.run(async () => setSaid(words.removed(await removeSamples())));
  return (
    <div className="min-w-0" data-testid="sample-data">
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <p role="status" className="text-good empty:hidden">{said}</p>
      {hasSamples && permissions.includes("leads.write") && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-muted">{words.removeAbout}</span>
          <Button aria-disabled={act.isBusy} onClick={() => void remove()}>
            {act.isBusy
              ? count > 0 && count < SAMPLE_COUNT ? words.filling(count, SAMPLE_COUNT) : words.removing
              : words.remove}
          </Button>
        </div>
      )}
      {!hasSamples && mayFill && permissions.includes("leads.write") && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button aria-disabled={act.isBusy} onClick={() => void fill()}>
            {act.isBusy ? words.filling(count, SAMPLE_COUNT) : words.fill}
          </Button>
          <span className="text-muted">{words.sampleAbout}</span>
        </div>
      )}
    </div>
  );
}
