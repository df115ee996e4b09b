import { type ReactElement, useCallback, useId, useState } from "react";
import { openJob } from "../../api/jobs.ts";
import type { QueuedJob, WholeJob } from "../../api/QueuedJob.ts";
import { jobPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { Link } from "../../ui/Link.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { JobStateBadge } from "../JobStateBadge.tsx";
import { useWords } from "../words/useWords.ts";

/** The node tells of so many children at most. */
const CHILDREN_MAX = 200;
/** Deeper than flows go; it bounds what one looks at, not what there is. */
const DEEPEST = 6;

/** The job that waits for this one, and those that this one waits for. */
export function FamilySection({ job }: { readonly job: WholeJob }): ReactElement | null {
  const words = useWords().job;
  const { formats } = useSpeech();
  if (job.parent === null && job.children.length === 0) return null;
  return (
    <Section title={words.family}>
      <div className="flex flex-col gap-2 px-4 py-3" data-testid="family">
        {job.parent !== null && (
          <div>
            <p className="text-xs text-muted">{words.parent}</p>
            <Member job={job.parent} />
          </div>
        )}
        {job.children.length > 0 && (
          <div>
            <p className="text-xs text-muted">{words.children}</p>
            <Tree jobs={job.children} depth={1} />
            {job.children.length >= CHILDREN_MAX && (
              <p className="mt-1 text-xs text-muted">{words.childrenLimit(formats.number(CHILDREN_MAX))}</p>
            )}
          </div>
        )}
      </div>
    </Section>
  );
}

function Tree({ jobs, depth }: { readonly jobs: readonly QueuedJob[]; readonly depth: number }): ReactElement {
  return (
    <ul className={depth > 1 ? "ml-2.5 border-l border-line pl-2" : ""}>
      {jobs.map((job) => <Branch key={job.id} job={job} depth={depth} />)}
    </ul>
  );
}

/** A child, whose own children are asked for when they are wanted. */
function Branch({ job, depth }: { readonly job: QueuedJob; readonly depth: number }): ReactElement {
  const words = useWords().job;
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <li data-testid="child">
      <div className="flex items-center gap-1">
        {depth < DEEPEST && (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={words.showChildren(job.kind)}
            onClick={() => setOpen(!isOpen)}
            className="grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-sunken hover:text-ink"
          >
            <span aria-hidden="true" className={`transition-transform ${isOpen ? "rotate-90" : ""}`}>›</span>
          </button>
        )}
        <Member job={job} />
      </div>
      <div id={id}>{isOpen && <GrandChildren jobId={job.id} depth={depth + 1} />}</div>
    </li>
  );
}

function GrandChildren({ jobId, depth }: { readonly jobId: string; readonly depth: number }): ReactElement {
  const words = useWords().job;
  const { value, failure } = useFetched(useCallback((signal: AbortSignal) => openJob(jobId, signal), [jobId]));
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (value === null) return <p className="ml-7 text-xs text-muted">{words.loadingChildren}</p>;
  if (value.children.length === 0) return <p className="ml-7 text-xs text-muted">{words.noChildren}</p>;
  return <Tree jobs={value.children} depth={depth} />;
}

function Member({ job }: { readonly job: QueuedJob }): ReactElement {
  return (
    <span className="flex min-h-8 min-w-0 flex-1 items-center justify-between gap-2">
      <Link to={jobPath(job.id)} className="min-w-0 truncate rounded text-accent hover:underline">{job.kind}</Link>
      <JobStateBadge job={job} />
    </span>
  );
}
