import { type KeyboardEvent, type ReactElement, useCallback, useEffect, useState } from "react";
import type { JobFilter } from "../../api/JobFilter.ts";
import { listJobs } from "../../api/jobs.ts";
import { useNow } from "../../app/useNow.ts";
import { targetOf } from "../../leads/listKeys.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { JobActDialog } from "../JobActDialog.tsx";
import { usePolled } from "../polling/usePolled.ts";
import { StatusLine } from "../StatusLine.tsx";
import { Teaching } from "../Teaching.tsx";
import { useJobActs } from "../useJobActs.ts";
import { useWords } from "../words/useWords.ts";
import { columns, JobRow } from "./JobRow.tsx";
import { cursorOf, newer, newestPage, older } from "./pages.ts";

const INTERVAL_MS = 2_000;
/** A search looks at many jobs, so it is not made that often. */
const SEARCH_INTERVAL_MS = 10_000;

interface JobResultsProps {
  readonly filter: JobFilter;
  readonly canManage: boolean;
  readonly onKinds: (seen: readonly string[]) => void;
  readonly onChanged: () => void;
  readonly onClear: () => void;
}

/** The jobs under a filter, one page at a time, live. */
export function JobResults({ filter, canManage, onKinds, onChanged, onClear }: JobResultsProps): ReactElement {
  const words = useWords().list;
  const [pages, setPages] = useState(newestPage);
  const { state, queue, kind, text } = filter;
  const cursor = cursorOf(pages);
  const fetch = useCallback(
    (signal: AbortSignal) => listJobs({ state, queue, kind, text }, cursor, signal),
    [state, queue, kind, text, cursor],
  );
  const polled = usePolled(fetch, text === "" ? INTERVAL_MS : SEARCH_INTERVAL_MS);
  const { value, reload } = polled;
  const acts = useJobActs(() => {
    reload();
    onChanged();
  });
  const now = Math.max(useNow(), polled.asOf ?? 0);
  useEffect(() => {
    if (value !== null) onKinds(value.items.map((job) => job.kind));
  }, [value, onKinds]);
  const isFiltered = state !== null || queue !== "" || kind !== "" || text !== "";
  return (
    <div>
      <StatusLine polled={polled} said={acts.said} />
      {acts.act.failure !== null && (
        <div className="mb-3">
          <FailureNotice failure={acts.act.failure} />
        </div>
      )}
      <div className="panel overflow-hidden">
        <FetchedList fetched={{ ...polled, failure: value === null ? polled.failure : null }} lines={6}>
          {({ items, next }) => (
            <>
              {items.length > 0 && (
                <>
                  <JobListHead canManage={canManage} />
                  {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the links inside */}
                  <ul aria-label={words.label} data-testid="job-list" onKeyDown={moveInList}>
                    {items.map((job) => (
                      <JobRow
                        key={job.id}
                        job={job}
                        now={now}
                        canManage={canManage}
                        onAct={(what) => acts.start(what, job)}
                      />
                    ))}
                  </ul>
                </>
              )}
              {items.length === 0 && (
                isFiltered || cursor !== null
                  ? (
                    <EmptyNote title={words.nothingTitle} text={next === null ? words.nothingText : words.stretchText}>
                      <Button className="mt-2" onClick={onClear}>{words.clear}</Button>
                    </EmptyNote>
                  )
                  : <Teaching />
              )}
              {(next !== null || cursor !== null) && (
                <nav
                  aria-label={words.pages}
                  className="flex justify-between gap-2 border-t border-line px-3 py-2"
                >
                  <Button
                    look="quiet"
                    aria-disabled={cursor === null}
                    onClick={() => setPages(newer)}
                  >
                    <span aria-hidden="true">‹</span>
                    {words.newer}
                  </Button>
                  <Button
                    look="quiet"
                    aria-disabled={next === null}
                    onClick={() => {
                      if (next !== null) setPages((present) => older(present, next));
                    }}
                  >
                    {words.older}
                    <span aria-hidden="true">›</span>
                  </Button>
                </nav>
              )}
            </>
          )}
        </FetchedList>
      </div>
      <JobActDialog acts={acts} />
    </div>
  );
}

function JobListHead({ canManage }: { readonly canManage: boolean }): ReactElement {
  const words = useWords().list;
  return (
    <div
      aria-hidden="true"
      className={`${columns} border-b border-line bg-sunken px-4 py-1.5 text-xs text-muted max-md:hidden`}
    >
      <span>{words.job}</span>
      <span>{words.queue}</span>
      <span>{words.state}</span>
      <span className="text-right">{words.created}</span>
      <span className="text-right">{canManage && words.actions}</span>
    </div>
  );
}

/** Arrows, Home and End move between the jobs; Enter is the link's own, and Tab goes to the actions. */
function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-job-link]")];
  const row = document.activeElement?.closest("li") ?? null;
  const at = links.findIndex((link) => row !== null && row.contains(link));
  const target = targetOf(event.key, at, links.length);
  if (target === null) return;
  event.preventDefault();
  links[target]?.focus();
}
