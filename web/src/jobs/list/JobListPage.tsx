import { type ReactElement, useCallback, useState } from "react";
import { everyJob, type JobFilter, jobQueryOf } from "../../api/JobFilter.ts";
import { listQueues } from "../../api/jobQueues.ts";
import { navigate } from "../../app/navigation.ts";
import { jobListPath } from "../../app/Route.ts";
import { JobsFrame } from "../JobsFrame.tsx";
import { usePolled } from "../polling/usePolled.ts";
import { JobFilterBar } from "./JobFilterBar.tsx";
import { JobResults } from "./JobResults.tsx";
import { StateTabs } from "./StateTabs.tsx";

/** Counts are a glance; the list itself is fresher. */
const COUNTS_INTERVAL_MS = 5_000;

/** The jobs by state, queue, kind and text. */
export function JobListPage(
  { filter, canManage }: { readonly filter: JobFilter; readonly canManage: boolean },
): ReactElement {
  const queues = usePolled(listQueues, COUNTS_INTERVAL_MS);
  // Kinds are not to be asked for: those that were seen are offered, any other can be typed.
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const onFilter = useCallback((next: JobFilter) => navigate(jobListPath(next), true), []);
  const onKinds = useCallback((seen: readonly string[]) => {
    setKinds((known) =>
      seen.every((kind) => known.includes(kind)) ? known : [...new Set([...known, ...seen])].toSorted()
    );
  }, []);
  const { reload } = queues;
  return (
    <JobsFrame chosen="list">
      <div className="flex flex-col gap-2">
        <StateTabs filter={filter} queues={queues.value} />
        <JobFilterBar filter={filter} queues={queues.value ?? []} kinds={kinds} onChange={onFilter} />
        <JobResults
          // Another filter is another list, from its newest page on.
          key={jobQueryOf(filter).toString()}
          filter={filter}
          canManage={canManage}
          onKinds={onKinds}
          onChanged={reload}
          onClear={() => onFilter(everyJob)}
        />
      </div>
    </JobsFrame>
  );
}
