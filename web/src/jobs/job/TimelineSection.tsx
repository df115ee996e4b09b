import type { ReactElement } from "react";
import type { WholeJob } from "../../api/QueuedJob.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Section } from "../../ui/Section.tsx";
import { exactTime } from "../timeText.ts";
import { useWords } from "../words/useWords.ts";
import { type Moment, timelineOf } from "./timeline.ts";

/** What happened to the job, from its enqueueing to its end, and what is ahead. */
export function TimelineSection({ job }: { readonly job: WholeJob }): ReactElement {
  const words = useWords().job;
  const { language } = useSpeech();
  return (
    <Section title={words.timeline}>
      <ol className="px-4 py-3" data-testid="timeline">
        {timelineOf(job).map((moment, index) => (
          <li
            // oxlint-disable-next-line react/no-array-index-key -- the moments of a life keep their places
            key={`${moment.kind} ${index}`}
            data-moment={moment.kind}
            className="relative border-l border-line pb-3 pl-4 last:border-transparent last:pb-0"
          >
            <span aria-hidden="true" className={`absolute top-1.5 -left-1 size-2 rounded-full ${dotOf(moment)}`} />
            <MomentText moment={moment} />
            {moment.at !== null && (
              <time dateTime={moment.at} className="block text-xs text-muted">{exactTime(moment.at, language)}</time>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function MomentText({ moment }: { readonly moment: Moment }): ReactElement {
  const words = useWords().job;
  const { formats } = useSpeech();
  switch (moment.kind) {
    case "created":
      return <span>{words.created}</span>;
    case "due":
      return <span>{moment.isAhead ? words.dueAhead : words.due}</span>;
    case "began":
      return <span>{words.began(formats.number(moment.attempt))}</span>;
    case "ended":
      return <span>{words.ended(formats.number(moment.attempt), words.endings[moment.ending] ?? moment.ending)}</span>;
    case "cancelAsked":
      return <span className="wrap-anywhere">{words.cancelled(moment.reason)}</span>;
    case "finished":
      return <span className="font-medium">{words.finished[moment.state]}</span>;
  }
}

function dotOf(moment: Moment): string {
  switch (moment.kind) {
    case "due":
      return moment.isAhead ? "border border-edge bg-surface" : "bg-edge";
    case "ended":
      return "bg-bad";
    case "cancelAsked":
      return "bg-warn";
    case "finished":
      return { completed: "bg-good", failed: "bg-bad", cancelled: "bg-edge" }[moment.state];
    default:
      return "bg-edge";
  }
}
