import { useState } from "react";
import { cancelJob, promoteJob, removeJob, retryJob } from "../api/jobs.ts";
import type { QueuedJob } from "../api/QueuedJob.ts";
import { type Act, useAct } from "../ui/useAct.ts";
import type { JobAct } from "./jobRights.ts";
import { useWords } from "./words/useWords.ts";

/** What is asked about a job before it is done. */
export interface JobQuestion {
  readonly what: "cancel" | "remove";
  readonly job: QueuedJob;
}

export interface JobActs {
  readonly act: Act;
  readonly question: JobQuestion | null;
  /** What came of the last act, in words. */
  readonly said: string;
  /** Does it, or asks first. */
  readonly start: (what: JobAct, job: QueuedJob) => void;
  readonly cancel: (job: QueuedJob, reason: string) => Promise<void>;
  readonly remove: (job: QueuedJob) => Promise<void>;
  readonly close: () => void;
}

/** What a person does to jobs; `onDone` follows each act that worked. */
export function useJobActs(onDone: (what: JobAct) => void): JobActs {
  const words = useWords();
  const act = useAct();
  const [question, setQuestion] = useState<JobQuestion | null>(null);
  const [said, setSaid] = useState("");
  const done = (what: JobAct, job: QueuedJob) => {
    setSaid(words.acted[what](job.kind));
    onDone(what);
  };
  return {
    act,
    question,
    said,
    start: (what, job) => {
      if (what === "cancel" || what === "remove") return setQuestion({ what, job });
      void act.run(async () => {
        await (what === "retry" ? retryJob(job.id) : promoteJob(job.id));
        done(what, job);
      });
    },
    cancel: async (job, reason) => {
      await cancelJob(job.id, reason);
      done("cancel", job);
    },
    remove: async (job) => {
      await removeJob(job.id);
      done("remove", job);
    },
    close: () => setQuestion(null),
  };
}
