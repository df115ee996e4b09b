import { type ReactElement, useCallback, useState } from "react";
import { type BackupKind, backupKinds, type BackupPage, type BackupRun, listBackups } from "../api/backups.ts";
import { NodeFrame } from "../observing/NodeFrame.tsx";
import { Choice } from "../ui/Choice.tsx";
import { EmptyNote } from "../ui/EmptyNote.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { Section } from "../ui/Section.tsx";
import { usePages } from "../ui/usePages.ts";
import BackupPlacePanel from "./BackupPlacePanel.tsx";
import { RunRow } from "./RunRow.tsx";
import { useBackupEvents } from "./useBackupEvents.ts";
import { useWords } from "./words/useWords.ts";

/** Whether the node could be brought back, what was backed up, and what was tried. */
export default function BackupsPage(): ReactElement {
  const words = useWords().backups;
  const [kind, setKind] = useState<BackupKind>("backups");
  return (
    <NodeFrame chosen="backups">
      <div className="flex flex-col gap-4">
        <Section title={words.place}>
          <BackupPlacePanel />
        </Section>
        <Section
          title={words.kinds[kind]}
          aside={
            <Choice
              label={words.kind}
              value={kind}
              onChange={setKind}
              options={backupKinds.map((value) => ({ value, label: words.kinds[value] }))}
            />
          }
        >
          <Runs key={kind} kind={kind} />
        </Section>
      </div>
    </NodeFrame>
  );
}

function Runs({ kind }: { readonly kind: BackupKind }): ReactElement {
  const words = useWords().backups;
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => listBackups(kind, cursor, signal),
    [kind],
  );
  const pages = usePages<BackupRun, BackupPage>(fetch);
  useBackupEvents(pages.reload);
  const [title, text] = words.empty[kind];
  return (
    <>
      <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }}>
        {() =>
          pages.items.length === 0
            ? <EmptyNote title={title} text={text} />
            : (
              <ul className="divide-y divide-line" data-testid="backup-runs">
                {pages.items.map((run) => <RunRow key={run.id} kind={kind} run={run} />)}
              </ul>
            )}
      </FetchedList>
      <MoreButton pages={pages} />
    </>
  );
}
