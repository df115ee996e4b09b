import { type ReactElement, useCallback, useState } from "react";
import { type AuditEntry, type AuditFilter, type AuditPage, exportAudit, listAudit } from "../../api/audit.ts";
import type { Session } from "../../api/Session.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { saveFile } from "../../ui/saveFile.ts";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { usePages } from "../../ui/usePages.ts";
import { useWords } from "../words/useWords.ts";
import { AuditFilterBar } from "./AuditFilterBar.tsx";
import { actionsSeen } from "./auditList.ts";
import { AuditRow } from "./AuditRow.tsx";

const noFilter: AuditFilter = { action: "", actor: "" };

/** Who did what in this workspace, newest first. */
export default function AuditSection({ session }: { readonly session: Session }): ReactElement {
  const words = useWords().audit;
  const [filter, setFilter] = useState(noFilter);
  const { action, actor } = filter;
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => listAudit({ action, actor }, cursor, signal),
    [action, actor],
  );
  const pages = usePages<AuditEntry, AuditPage>(fetch);
  const exporting = useAct();
  const [known, setKnown] = useState<readonly string[]>([]);
  const seen = actionsSeen(known, pages.items);
  if (seen.length > known.length) setKnown(seen);
  const isFiltered = action !== "" || actor !== "";
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
        <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }} lines={6}>
          {() => (
            <>
              {pages.items.length === 0
                ? (
                  <EmptyNote title={words.emptyTitle} text={words.emptyText}>
                    {isFiltered && <Button className="mt-2" onClick={() => setFilter(noFilter)}>{words.clear}</Button>}
                  </EmptyNote>
                )
                : (
                  <ul className="divide-y divide-line">
                    {pages.items.map((entry) => <AuditRow key={entry.id} entry={entry} />)}
                  </ul>
                )}
              <MoreButton pages={pages} text={words.more} />
            </>
          )}
        </FetchedList>
      </Section>
    </>
  );
}
