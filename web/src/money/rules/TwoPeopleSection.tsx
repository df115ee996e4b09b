import type { ReactElement } from "react";
import { openWorkspace, setTwoPeople, type Workspace } from "../../api/workspaces.ts";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";

/** Whether a payout needs two different people. */
export function TwoPeopleSection(): ReactElement {
  const words = useWords().twoPeople;
  const fetched = useFetched<Workspace>(openWorkspace);
  const act = useAct();
  const toggle = (workspace: Workspace) =>
    void act.run(async () => {
      try {
        await setTwoPeople(workspace.payoutsNeedTwo !== true, workspace.version);
      } finally {
        await fetched.reload();
      }
    });
  return (
    <Section title={words.title}>
      <FetchedList fetched={fetched} lines={1}>
        {(workspace) => (
          <div className="flex flex-col gap-1 px-4 py-3">
            <label className="flex min-h-9 items-center gap-2.5">
              <input
                type="checkbox"
                aria-label={words.label}
                className="size-4 shrink-0"
                checked={workspace.payoutsNeedTwo === true}
                aria-disabled={act.isBusy}
                onChange={() => toggle(workspace)}
              />
              <span className="font-medium">{words.label}</span>
            </label>
            <p className="text-muted">{words.text}</p>
            {act.failure !== null && <FailureNotice failure={act.failure} />}
          </div>
        )}
      </FetchedList>
    </Section>
  );
}
