import { type ReactElement, type ReactNode, useId } from "react";
import type { JobQueue, Percentiles } from "../../api/jobQueues.ts";
import { jobListPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Link } from "../../ui/Link.tsx";
import { durationText, roughDuration } from "../durationText.ts";
import { useWords } from "../words/useWords.ts";
import type { QueueQuestion } from "./QueueDialog.tsx";
import { depthStates } from "./queueFigures.ts";

interface QueueCardProps {
  readonly queue: JobQueue;
  readonly now: number;
  readonly canManage: boolean;
  readonly onAsk: (what: QueueQuestion["what"]) => void;
  readonly onResume: () => void;
}

/** One queue: how deep it is, how fast it goes, and what can be done about it. */
export function QueueCard({ queue, now, canManage, onAsk, onResume }: QueueCardProps): ReactElement {
  const all = useWords();
  const words = all.queues;
  const { formats } = useSpeech();
  const id = useId();
  const until = queue.pausedUntil ?? null;
  return (
    <li data-testid="queue" data-queue={queue.name} aria-labelledby={id} className="panel min-w-0">
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <h2 id={id} className="font-semibold break-all">
            <Link to={jobListPath({ queue: queue.name })} className="rounded hover:underline">{queue.name}</Link>
          </h2>
          {queue.external && <Badge>{words.external}</Badge>}
          {queue.paused && (
            <Badge look="warn">{until === null ? words.paused : words.pausedUntil(formats.dateTime(until))}</Badge>
          )}
        </div>
        {canManage && <QueueActs queue={queue} onAsk={onAsk} onResume={onResume} />}
      </div>
      <dl className="grid grid-cols-3 gap-px overflow-hidden rounded-b-[0.625rem] bg-line md:grid-cols-6">
        {depthStates.map((state) => (
          <Figure key={state} name={all.states[state]} testId={`depth-${state}`}>
            <Link
              to={jobListPath({ queue: queue.name, state })}
              aria-label={`${words.showJobs(all.states[state], queue.name)}: ${formats.number(queue.depth[state])}`}
              className={`rounded text-base hover:underline ${
                state === "failed" && queue.depth.failed > 0 ? "text-bad" : ""
              }`}
            >
              {formats.number(queue.depth[state])}
            </Link>
          </Figure>
        ))}
        <QueuePace queue={queue} now={now} />
      </dl>
    </li>
  );
}

function QueuePace({ queue, now }: { readonly queue: JobQueue; readonly now: number }): ReactElement {
  const words = useWords().queues;
  const { formats, language } = useSpeech();
  const { lastHour } = queue;
  const since = queue.oldestWaitingSince ?? null;
  const limits = [
    typeof queue.concurrency === "number" && words.atOnce(formats.number(queue.concurrency)),
    queue.rate !== undefined && queue.rate !== null &&
    words.perTime(formats.number(queue.rate.count), durationText(queue.rate.seconds * 1_000, language)),
  ].filter((limit) => limit !== false);
  const pair = (values: Percentiles | null | undefined) =>
    values === null || values === undefined
      ? <Nothing />
      : `${roughDuration(values.p50, language)} / ${roughDuration(values.p95, language)}`;
  return (
    <>
      <Figure name={words.oldest}>
        {since === null ? <Nothing /> : durationText(now - Date.parse(since), language)}
      </Figure>
      <Figure name={words.rate}>
        {`${formats.number(lastHour.perMinute.in)} / ${formats.number(lastHour.perMinute.out)}`}
      </Figure>
      <Figure name={words.wait}>{pair(lastHour.waitMs)}</Figure>
      <Figure name={words.run}>{pair(lastHour.runMs)}</Figure>
      <Figure name={words.failures}>
        <span className={lastHour.failed > 0 ? "text-bad" : ""}>{formats.number(lastHour.failed)}</span>
      </Figure>
      <Figure name={words.limits}>
        {limits.length === 0 ? <span className="text-muted">{words.noLimits}</span> : limits.join(" · ")}
      </Figure>
    </>
  );
}

/** A figure has its place whatever it says, so that the card stays as it is while the figures change. */
function Figure(
  { name, testId, children }: { readonly name: string; readonly testId?: string; readonly children: ReactNode },
): ReactElement {
  return (
    <div className="flex min-h-15 min-w-0 flex-col justify-between gap-0.5 bg-surface px-3 py-2 md:px-4">
      <dt className="text-xs text-muted">{name}</dt>
      <dd data-testid={testId} className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}

function Nothing(): ReactElement {
  return <span className="text-muted">–</span>;
}

function QueueActs(
  { queue, onAsk, onResume }: Pick<QueueCardProps, "queue" | "onAsk" | "onResume">,
): ReactElement {
  const words = useWords().queues;
  const { name } = queue;
  const hasFailed = queue.depth.failed > 0;
  return (
    <div className="flex flex-wrap gap-1.5">
      {queue.paused
        ? <Button aria-label={words.resumeLabel(name)} onClick={onResume}>{words.resume}</Button>
        : <Button aria-label={words.pauseLabel(name)} onClick={() => onAsk("pause")}>{words.pause}</Button>}
      {queue.external && (
        <Button aria-label={words.setLimitsLabel(name)} onClick={() => onAsk("limits")}>{words.setLimits}</Button>
      )}
      <Button aria-label={words.cleanLabel(name)} onClick={() => onAsk("clean")}>{words.clean}</Button>
      <Button
        aria-label={words.retryAllLabel(name)}
        aria-disabled={!hasFailed}
        onClick={() => {
          if (hasFailed) onAsk("retryAll");
        }}
      >
        {words.retryAll}
      </Button>
    </div>
  );
}
