import type { ReactElement } from "react";
import type { Job } from "../api/Job.ts";
import { useNow } from "../app/useNow.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Section } from "../ui/Section.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

/** The lead's jobs as they stand. */
export function JobsSection({ jobs }: { readonly jobs: readonly Job[] }): ReactElement {
  const { formats } = useSpeech();
  const words = useWarRoomWords();
  const now = useNow();
  return (
    <Section title={words.jobs}>
      {jobs.length === 0 && <p className="px-4 py-3 text-muted">{words.noJobs}</p>}
      <ul data-testid="jobs">
        {jobs.map((job) => (
          <li
            key={job.id}
            data-testid="job"
            data-kind={job.kind}
            data-state={job.state}
            className="border-b border-line px-4 py-2 last:border-0"
          >
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-medium">{words.jobKinds[job.kind] ?? job.kind}</span>
              <span className={job.state === "failed" ? "text-bad" : "text-muted"}>
                {words.jobStates[job.state]}
                {job.state === "running" && ` · ${formats.percent(job.progress)}`}
              </span>
            </div>
            <div className="flex flex-wrap justify-between gap-x-3 text-xs text-muted">
              <span>
                {job.maxAttempts > 0 && `${words.attempt} ${words.attemptOf(job.attempt, job.maxAttempts)}`}
                {job.progressText !== null && job.state === "running" && ` · ${job.progressText}`}
              </span>
              <time dateTime={job.updatedAt} title={formats.dateTime(job.updatedAt)}>
                {formats.ago(job.updatedAt, now)}
              </time>
            </div>
            {job.error !== null && <p className="mt-1 text-xs break-words text-bad">{job.error}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
