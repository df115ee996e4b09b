import { type ReactElement, type ReactNode, useState } from "react";
import {
  changeSchedule,
  type JobSchedule,
  listSchedules,
  removeSchedule,
  runSchedule,
} from "../../api/jobSchedules.ts";
import { jobPath } from "../../app/Route.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { JobsFrame } from "../JobsFrame.tsx";
import { usePolled } from "../polling/usePolled.ts";
import { StatusLine } from "../StatusLine.tsx";
import { useWords } from "../words/useWords.ts";
import { ScheduleDialog } from "./ScheduleDialog.tsx";
import { type ScheduleAct, ScheduleRow } from "./ScheduleRow.tsx";

/** A schedule changes with its runs, which are minutes apart. */
const INTERVAL_MS = 5_000;

type Question = { readonly what: "edit" | "remove"; readonly schedule: JobSchedule } | { readonly what: "create" };

/** What is enqueued again and again, and when. */
export function SchedulesPage({ canManage }: { readonly canManage: boolean }): ReactElement {
  const words = useWords().schedules;
  const pages = useWords().pages;
  const polled = usePolled(listSchedules, INTERVAL_MS);
  const act = useAct();
  const [question, setQuestion] = useState<Question | null>(null);
  const [said, setSaid] = useState<ReactNode>("");
  const close = () => setQuestion(null);
  const run = async (schedule: JobSchedule) => {
    const job = await runSchedule(schedule.id);
    setSaid(
      <>
        {words.started(schedule.name)}{" "}
        <Link to={jobPath(job.id)} className="text-accent underline underline-offset-2">{words.openJob}</Link>
      </>,
    );
  };
  const start = (what: ScheduleAct, schedule: JobSchedule) => {
    if (what === "edit" || what === "remove") return setQuestion({ what, schedule });
    void act.run(async () => {
      try {
        if (what === "run") await run(schedule);
        else await changeSchedule(schedule.id, { paused: what === "pause" }, schedule.version);
      } finally {
        // Refused or not, the list may have changed.
        polled.reload();
      }
    });
  };
  const create = canManage && <Button onClick={() => setQuestion({ what: "create" })}>{words.create}</Button>;
  return (
    <JobsFrame chosen="schedules">
      <StatusLine polled={polled} said={said} />
      {act.failure !== null && (
        <div className="mb-3">
          <FailureNotice failure={act.failure} />
        </div>
      )}
      <p className="mb-3 text-muted">{words.intro}</p>
      <Section title={pages.schedules} aside={create}>
        <FetchedList fetched={{ ...polled, failure: polled.value === null ? polled.failure : null }}>
          {(schedules) =>
            schedules.length === 0
              ? <EmptyNote title={words.emptyTitle} text={words.emptyText} />
              : (
                <ul className="divide-y divide-line">
                  {schedules.map((schedule) => (
                    <ScheduleRow
                      key={schedule.id}
                      schedule={schedule}
                      canManage={canManage}
                      onAct={(what) => start(what, schedule)}
                    />
                  ))}
                </ul>
              )}
        </FetchedList>
      </Section>
      {question?.what === "remove" && (
        <ConfirmDialog
          title={words.removeTitle(question.schedule.name)}
          text={words.removeText}
          verb={words.remove}
          onConfirm={async () => {
            await removeSchedule(question.schedule);
            setSaid(words.removed(question.schedule.name));
            polled.reload();
          }}
          onClose={close}
        />
      )}
      {(question?.what === "create" || question?.what === "edit") && (
        <ScheduleDialog
          schedule={question.what === "edit" ? question.schedule : null}
          onSaved={polled.reload}
          onClose={close}
        />
      )}
    </JobsFrame>
  );
}
