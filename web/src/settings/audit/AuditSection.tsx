import { type ReactElement, useState } from "react";
import { type AuditFilter, exportAudit } from "../../api/audit.ts";
import type { Session } from "../../api/Session.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { saveFile } from "../../ui/saveFile.ts";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { AuditFilterBar } from "./AuditFilterBar.tsx";
import { actionsSeen } from "./auditList.ts";
import { AuditRow } from "./AuditRow.tsx";
import { useAudit } from "./useAudit.ts";

const noFilter: AuditFilter = { action: "", actor: "" };

/** Who did what in this workspace, newest first. */
export default function AuditSection({ session }: { readonly session: Session }): ReactElement {
  const words = useWords().audit;
  const [filter, setFilter] = useState(noFilter);
  const { list, failure, isLoadingMore, loadMore, reload } = useAudit(filter);
  const exporting = useAct();
  const [known, setKnown] = useState<readonly string[]>([]);
  const seen = actionsSeen(known, list?.entries ?? []);
  if (seen.length > known.length) setKnown(seen);
  const isFiltered = filter.action !== "" || filter.actor !== "";
  const save = () =>
    exporting.run(async () => saveFile(await exportAudit(filter), "audit.csv", "text/csv;charset=utf-8"));
  return (
    <>
      <AuditFilterBar
        filter={filter}
        seen={seen}
        canSeeMembers={session.permissions.includes("members.read")}
        onChange={setFilter}
      />
      {exporting.failure !== null && <FailureNotice failure={exporting.failure} />}
      <Section
        title={words.list}
        aside={
          <Button aria-disabled={exporting.isBusy} onClick={save}>
            {exporting.isBusy ? words.exporting : words.export}
          </Button>
        }
      >
        <FetchedList fetched={{ value: list, failure, reload }} lines={6}>
          {({ entries, next }) => (
            <>
              {entries.length === 0
                ? (
                  <EmptyNote title={words.emptyTitle} text={words.emptyText}>
                    {isFiltered && <Button className="mt-2" onClick={() => setFilter(noFilter)}>{words.clear}</Button>}
                  </EmptyNote>
                )
                : (
                  <ul className="divide-y divide-line">
                    {entries.map((entry) => <AuditRow key={entry.id} entry={entry} />)}
                  </ul>
                )}
              {next !== null && (
                <div className="flex justify-center border-t border-line p-3">
                  <Button look="quiet" aria-disabled={isLoadingMore} onClick={loadMore}>
                    {isLoadingMore ? words.loadingMore : words.more}
                  </Button>
                </div>
              )}
            </>
          )}
        </FetchedList>
      </Section>
    </>
  );
}
