import { memo, type ReactElement } from "react";
import type { QueuedJob } from "../../api/QueuedJob.ts";
import { jobPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { Link } from "../../ui/Link.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { actsOn, type JobAct } from "../jobRights.ts";
import { JobStateBadge } from "../JobStateBadge.tsx";
import { useWords } from "../words/useWords.ts";

interface JobRowProps {
  readonly job: QueuedJob;
  readonly now: number;
  readonly canManage: boolean;
  readonly onAct: (what: JobAct) => void;
}

/** The columns of the list, shared with its head; two lines on a phone. */
export const columns =
  "grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 md:grid-cols-[minmax(0,5fr)_minmax(0,3fr)_9.5rem_5.5rem_11rem] md:items-center md:gap-x-4";

/** One job: a link to all of it, and what can be done to it at once. Its height stays whatever happens to the job. */
export const JobRow = memo(function JobRow({ job, now, canManage, onAct }: JobRowProps): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const remark = remarkOf(job);
  const acts = actsOn(job).filter((what) => what !== "remove");
  return (
    <li
      data-testid="job-row"
      data-job-id={job.id}
      className={`${columns} relative min-h-14 border-b border-line px-4 py-2 last:border-0 hover:bg-sunken`}
    >
      <span className="min-w-0">
        <Link
          to={jobPath(job.id)}
          data-job-link=""
          title={job.held ? words.heldHint : remark.text}
          className="block truncate rounded font-medium after:absolute after:inset-0"
        >
          {job.kind}
        </Link>
        <span className={`block truncate text-xs ${remark.isTrouble ? "text-bad" : "text-muted"}`}>{remark.text}</span>
      </span>
      <span className="min-w-0 truncate text-muted max-md:order-3 max-md:self-center max-md:text-xs">
        {job.queue}
        <span className="md:hidden">{` · ${formats.ago(job.createdAt, now)}`}</span>
      </span>
      <span className="flex flex-col items-end gap-1 md:items-start">
        <JobStateBadge job={job} />
        {job.state === "running" && (
          <span className="h-1 w-24">
            <ProgressBar
              label={words.list.progress}
              value={job.progress}
              text={job.progressText ?? formats.percent(job.progress)}
            />
          </span>
        )}
      </span>
      <time
        dateTime={job.createdAt}
        title={formats.dateTime(job.createdAt)}
        className="text-right text-xs text-muted max-md:hidden"
      >
        {formats.ago(job.createdAt, now)}
      </time>
      <span className="relative z-1 flex min-h-9 flex-wrap justify-end gap-1.5 max-md:order-4">
        {canManage && acts.map((what) => (
          <Button
            key={what}
            aria-label={words.actLabels[what](job.kind)}
            onClick={() => onAct(what)}
          >
            {words.acts[what]}
          </Button>
        ))}
      </span>
    </li>
  );
});

/** The one line that says most: why it failed, how far it is, or what it is about. */
function remarkOf(job: QueuedJob): { readonly text: string; readonly isTrouble: boolean } {
  if (job.error !== null && job.state !== "completed" && job.state !== "cancelled") {
    return { text: job.error, isTrouble: true };
  }
  const progress = job.state === "running" ? job.progressText : null;
  return { text: progress ?? job.key ?? job.subjectId ?? job.id, isTrouble: false };
}
