import type { ReactElement } from "react";
import type { JobSchedule } from "../../api/jobSchedules.ts";
import { jobPath } from "../../app/Route.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Link } from "../../ui/Link.tsx";
import { useWords } from "../words/useWords.ts";
import { NextRuns } from "./NextRuns.tsx";

export type ScheduleAct = "edit" | "pause" | "resume" | "run" | "remove";

interface ScheduleRowProps {
  readonly schedule: JobSchedule;
  readonly canManage: boolean;
  readonly onAct: (what: ScheduleAct) => void;
}

/** One schedule: when it runs, what it enqueues, what came of it last. */
export function ScheduleRow({ schedule, canManage, onAct }: ScheduleRowProps): ReactElement {
  const words = useWords().schedules;
  const { formats } = useSpeech();
  const now = useNow();
  const lastRunAt = schedule.lastRunAt ?? null;
  const lastJobId = schedule.lastJobId ?? null;
  return (
    <li data-testid="schedule" className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium wrap-anywhere">{schedule.name}</span>
            {schedule.paused && <Badge look="warn">{words.paused}</Badge>}
          </p>
          <p className="text-xs text-muted">
            <code className="font-mono text-ink">{schedule.cron}</code>
            {` · ${schedule.timeZone.replaceAll("_", " ")} · ${schedule.kind}`}
            {schedule.queue !== schedule.kind && ` (${schedule.queue})`}
          </p>
        </div>
        {canManage && <ScheduleActs schedule={schedule} onAct={onAct} />}
      </div>
      <dl className="grid gap-x-6 gap-y-2 md:grid-cols-2">
        <div>
          <dt className="text-xs text-muted">{words.next}</dt>
          <dd>
            {schedule.paused ? <p className="text-muted">{words.nextPaused}</p> : <NextRuns schedule={schedule} />}
          </dd>
        </div>
        <div>
          <dt className="text-xs text-muted">{words.last}</dt>
          <dd>
            {lastRunAt === null
              ? <span className="text-muted">{words.neverRun}</span>
              : <time dateTime={lastRunAt} title={formats.dateTime(lastRunAt)}>{formats.ago(lastRunAt, now)}</time>}
            {lastJobId !== null && (
              <>
                {" · "}
                <Link to={jobPath(lastJobId)} className="rounded text-accent hover:underline">{words.lastJob}</Link>
              </>
            )}
          </dd>
        </div>
      </dl>
    </li>
  );
}

function ScheduleActs({ schedule, onAct }: Pick<ScheduleRowProps, "schedule" | "onAct">): ReactElement {
  const words = useWords().schedules;
  const { name } = schedule;
  const acts: readonly (readonly [ScheduleAct, string, string])[] = [
    ["run", words.run, words.runLabel(name)],
    schedule.paused
      ? ["resume", words.resume, words.resumeLabel(name)]
      : ["pause", words.pause, words.pauseLabel(name)],
    ["edit", words.edit, words.editLabel(name)],
    ["remove", words.remove, words.removeLabel(name)],
  ];
  return (
    <div className="flex flex-wrap gap-1.5">
      {acts.map(([what, text, label]) => (
        <Button key={what} aria-label={label} onClick={() => onAct(what)}>{text}</Button>
      ))}
    </div>
  );
}
