import type { ReactElement, ReactNode } from "react";
import type { WholeJob } from "../../api/QueuedJob.ts";
import { jobListPath } from "../../app/Route.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Link } from "../../ui/Link.tsx";
import { Section } from "../../ui/Section.tsx";
import { between, durationText } from "../durationText.ts";
import { exactTime } from "../timeText.ts";
import { useWords } from "../words/useWords.ts";

/** All that is decided about the job, and where it stands, in words. */
export function FactsSection({ job }: { readonly job: WholeJob }): ReactElement {
  const words = useWords().job;
  const { formats, language } = useSpeech();
  const now = new Date(Math.max(useNow(), Date.parse(job.updatedAt))).toISOString();
  const waited = between(job.runAt, job.startedAt);
  const ran = between(job.startedAt, job.finishedAt ?? (job.state === "running" ? now : null));
  const time = (ms: number | null) => ms === null ? null : durationText(ms, language);
  const seconds = (value: number) => durationText(value * 1_000, language);
  const { unique } = job;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [words.id, <Code key="id" text={job.id} />],
    [
      words.queue,
      <Link key="queue" to={jobListPath({ queue: job.queue })} className="rounded text-accent hover:underline">
        {job.queue}
      </Link>,
    ],
    [words.priority, words.priorityOf(formats.number(job.priority))],
    [words.attempt, words.attemptOf(formats.number(job.attempt), formats.number(job.maxAttempts))],
    [words.waited, time(waited !== null && waited < 0 ? between(job.createdAt, job.startedAt) : waited)],
    [words.ran, time(ran)],
    [words.waitsFor, job.waitsFor > 0 ? formats.number(job.waitsFor) : null],
    [words.worker, job.worker],
    [words.lease, job.leaseExpiresAt === null ? null : exactTime(job.leaseExpiresAt, language)],
    [words.subject, job.subjectId === null ? null : <Code key="subject" text={job.subjectId} />],
    [words.key, job.key === null ? null : <Code key="key" text={job.key} />],
    [words.unique, unique === null ? null : uniqueText(unique)],
    [words.timeout, seconds(job.timeoutSeconds)],
    [words.backoff, backoffText()],
    [words.trace, <Code key="trace" text={job.traceId} />],
  ];
  function backoffText(): string {
    const { backoff } = job;
    switch (backoff.kind) {
      case "fixed":
        return words.backoffKinds.fixed(seconds(backoff.firstSeconds));
      case "exponential":
        return words.backoffKinds.exponential(seconds(backoff.firstSeconds), seconds(backoff.longestSeconds));
      case "steps":
        return words.backoffKinds.steps(backoff.seconds.map(seconds).join(", "));
    }
  }
  function uniqueText({ key, until }: { readonly key: string; readonly until: string | null }): string {
    return until === null ? key : words.uniqueUntil(key, formats.dateTime(until));
  }
  return (
    <Section title={words.facts}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 px-4 py-3">
        {facts.map(([name, value]) =>
          value !== null && (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 wrap-anywhere">{value}</dd>
            </div>
          )
        )}
      </dl>
    </Section>
  );
}

function Code({ text }: { readonly text: string }): ReactElement {
  return <code className="font-mono text-xs select-all">{text}</code>;
}
