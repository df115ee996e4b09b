import { type ReactElement, useCallback } from "react";
import { isOver } from "../../api/JobState.ts";
import { openJob } from "../../api/jobs.ts";
import type { WholeJob } from "../../api/QueuedJob.ts";
import { navigate } from "../../app/navigation.ts";
import { jobListPath } from "../../app/Route.ts";
import { useTitle } from "../../app/useTitle.ts";
import { buttonClass } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageMessage } from "../../ui/PageMessage.tsx";
import { JobActDialog } from "../JobActDialog.tsx";
import { usePolled } from "../polling/usePolled.ts";
import { StatusLine } from "../StatusLine.tsx";
import { type JobActs, useJobActs } from "../useJobActs.ts";
import { useWords } from "../words/useWords.ts";
import { AttemptsSection } from "./AttemptsSection.tsx";
import { FactsSection } from "./FactsSection.tsx";
import { FamilySection } from "./FamilySection.tsx";
import { JobHead } from "./JobHead.tsx";
import { JSONSection } from "./JSONSection.tsx";
import { LogSection } from "./LogSection.tsx";
import { TimelineSection } from "./TimelineSection.tsx";
import { WorkSection } from "./WorkSection.tsx";

const INTERVAL_MS = 1_000;

interface JobPageProps {
  readonly jobId: string;
  readonly canManage: boolean;
}

/** Everything about one job, live until it ends. */
export function JobPage({ jobId, canManage }: JobPageProps): ReactElement {
  const words = useWords();
  const fetch = useCallback((signal: AbortSignal) => openJob(jobId, signal), [jobId]);
  const polled = usePolled(fetch, INTERVAL_MS, hasEnded);
  const { value: job, failure, reload } = polled;
  const acts = useJobActs((what) => what === "remove" ? navigate(jobListPath(), true) : reload());
  useTitle(`${job?.kind ?? words.pages.list} · ${words.title}`);
  if (failure?.status === 404) return <JobNotFound />;
  return (
    <div className="mx-auto max-w-6xl px-4 py-4 md:py-6" data-testid="job-page" data-job-id={jobId}>
      <Link to={jobListPath()} className="inline-flex items-center gap-1 rounded text-muted hover:text-ink">
        <span aria-hidden="true">‹</span>
        {words.job.back}
      </Link>
      {job === null
        ? (
          <div className="panel mt-2">
            <FetchedList fetched={polled} lines={6}>{() => null}</FetchedList>
          </div>
        )
        : <ShownJob job={job} canManage={canManage} acts={acts} polled={polled} />}
      <JobActDialog acts={acts} />
    </div>
  );
}

interface ShownJobProps {
  readonly job: WholeJob;
  readonly canManage: boolean;
  readonly acts: JobActs;
  readonly polled: Parameters<typeof StatusLine>[0]["polled"];
}

function ShownJob({ job, canManage, acts, polled }: ShownJobProps): ReactElement {
  const words = useWords().job;
  return (
    <>
      <JobHead job={job} canManage={canManage} onAct={(what) => acts.start(what, job)} />
      <StatusLine polled={polled} said={acts.said} />
      {acts.act.failure !== null && (
        <div className="mb-3">
          <FailureNotice failure={acts.act.failure} />
        </div>
      )}
      <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
        <div className="flex min-w-0 flex-col gap-4">
          <WorkSection job={job} />
          <JSONSection title={words.arguments} value={job.arguments} empty="" testId="arguments" />
          <JSONSection
            title={words.result}
            value={job.result}
            empty={isOver(job.state) ? words.noResultAtAll : words.noResult}
            testId="result"
          />
          <AttemptsSection attempts={job.attempts} />
          <LogSection log={job.log} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <TimelineSection job={job} />
          <FamilySection job={job} />
          <FactsSection job={job} />
        </div>
      </div>
    </>
  );
}

function JobNotFound(): ReactElement {
  const words = useWords().job;
  return (
    <PageMessage title={words.notFoundTitle}>
      <p>{words.notFoundText}</p>
      <Link to={jobListPath()} className={buttonClass("plain")}>{words.back}</Link>
    </PageMessage>
  );
}

function hasEnded({ state }: WholeJob): boolean {
  return isOver(state);
}
