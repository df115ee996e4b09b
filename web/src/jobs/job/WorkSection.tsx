import type { ReactElement } from "react";
import type { WholeJob } from "../../api/QueuedJob.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Notice } from "../../ui/Notice.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { useWords } from "../words/useWords.ts";

/** How far a running job is; why one failed. */
export function WorkSection({ job }: { readonly job: WholeJob }): ReactElement | null {
  const words = useWords();
  const { formats } = useSpeech();
  if (job.state === "running") {
    return (
      <div className="panel flex flex-col gap-2 px-4 py-3">
        <p className="flex flex-wrap justify-between gap-x-3">
          <span className="min-w-0 break-words">{job.progressText ?? words.states.running}</span>
          <span className="tabular-nums text-muted">{formats.percent(job.progress)}</span>
        </p>
        <ProgressBar label={words.list.progress} value={job.progress} text={formats.percent(job.progress)} />
        {job.cancelReason !== null && <p className="text-xs text-warn">{words.job.cancelAsked}: {job.cancelReason}</p>}
      </div>
    );
  }
  if (job.error === null || (job.state !== "failed" && job.state !== "retrying")) return null;
  return (
    <Notice
      look={job.state === "failed" ? "bad" : "warn"}
      title={job.state === "failed" ? words.job.failedWith : words.job.lastError}
    >
      <p className="wrap-anywhere" data-testid="job-error">{job.error}</p>
    </Notice>
  );
}
