import type { ReactElement } from "react";
import type { JobState } from "../api/JobState.ts";
import type { QueuedJob } from "../api/QueuedJob.ts";
import { Badge } from "../ui/Badge.tsx";
import { useWords } from "./words/useWords.ts";

const looks: Readonly<Record<JobState, string>> = {
  scheduled: "bg-sunken text-ink",
  waiting: "bg-sunken text-ink",
  waiting_for_children: "bg-sunken text-ink",
  running: "bg-accent-soft text-accent",
  retrying: "bg-warn-soft text-warn",
  completed: "bg-good-soft text-good",
  failed: "bg-bad-soft text-bad",
  cancelled: "bg-sunken text-muted",
};

/** A job's state: by word first, and by colour and dot. */
export function JobStateBadge(
  { job }: { readonly job: Pick<QueuedJob, "state" | "held" | "cancelReason"> },
): ReactElement {
  const words = useWords();
  const { state } = job;
  return (
    <span className="inline-flex flex-wrap gap-1">
      <span
        data-testid="job-state"
        data-state={state}
        className={`inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${
          looks[state]
        }`}
      >
        <span
          aria-hidden="true"
          className={`size-1.5 rounded-full bg-current ${state === "running" ? "animate-breathe" : ""}`}
        />
        {state === "running" && job.cancelReason !== null ? words.stopping : words.states[state]}
      </span>
      {job.held && state === "waiting" && <Badge look="warn">{words.held}</Badge>}
    </span>
  );
}
