import type { ReactElement } from "react";
import type { WholeJob } from "../../api/QueuedJob.ts";
import { Button, type ButtonLook } from "../../ui/Button.tsx";
import { actsOn, type JobAct } from "../jobRights.ts";
import { JobStateBadge } from "../JobStateBadge.tsx";
import { useWords } from "../words/useWords.ts";

const looks: Readonly<Record<JobAct, ButtonLook>> = {
  retry: "primary",
  promote: "primary",
  cancel: "plain",
  remove: "plain",
};

interface JobHeadProps {
  readonly job: WholeJob;
  readonly canManage: boolean;
  readonly onAct: (what: JobAct) => void;
}

/** What the job is, where it stands, and what can be done to it. */
export function JobHead({ job, canManage, onAct }: JobHeadProps): ReactElement {
  const words = useWords();
  return (
    <div className="mt-1 mb-1 flex min-h-9 flex-wrap items-center justify-between gap-x-3 gap-y-2">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <h1 tabIndex={-1} className="min-w-0 text-xl font-semibold wrap-anywhere">{job.kind}</h1>
        <JobStateBadge job={job} />
      </div>
      {canManage && (
        <div className="flex flex-wrap gap-2">
          {actsOn(job).map((what) => (
            <Button key={what} look={looks[what]} onClick={() => onAct(what)}>{words.acts[what]}</Button>
          ))}
        </div>
      )}
    </div>
  );
}
