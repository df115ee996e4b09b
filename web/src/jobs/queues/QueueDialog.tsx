import type { ReactElement } from "react";
import { retryFailedJobs } from "../../api/jobs.ts";
import type { JobQueue } from "../../api/jobQueues.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { useWords } from "../words/useWords.ts";
import { CleanDialog } from "./CleanDialog.tsx";
import { LimitsDialog } from "./LimitsDialog.tsx";
import { PauseDialog } from "./PauseDialog.tsx";

export interface QueueQuestion {
  readonly what: "pause" | "limits" | "clean" | "retryAll";
  readonly queue: JobQueue;
}

export interface QueueDialogProps {
  readonly queue: JobQueue;
  /** With what came of it, in words. */
  readonly onDone: (said: string) => void;
  readonly onClose: () => void;
}

/** What is asked about a queue before something is done to it. */
export function QueueDialog(
  { question: { what, queue }, onDone, onClose }:
    & Omit<QueueDialogProps, "queue">
    & { readonly question: QueueQuestion },
): ReactElement {
  switch (what) {
    case "pause":
      return <PauseDialog queue={queue} onDone={onDone} onClose={onClose} />;
    case "limits":
      return <LimitsDialog queue={queue} onDone={onDone} onClose={onClose} />;
    case "clean":
      return <CleanDialog queue={queue} onDone={onDone} onClose={onClose} />;
    case "retryAll":
      return <RetryAllDialog queue={queue} onDone={onDone} onClose={onClose} />;
  }
}

function RetryAllDialog({ queue, onDone, onClose }: QueueDialogProps): ReactElement {
  const words = useWords().queues;
  const { formats } = useSpeech();
  return (
    <ConfirmDialog
      title={words.retryAllTitle(queue.name)}
      text={words.retryAllText(formats.number(queue.depth.failed))}
      verb={words.retryAllVerb}
      isDangerous={false}
      onConfirm={async () => onDone(words.retried(formats.number(await retryFailedJobs(queue.name))))}
      onClose={onClose}
    />
  );
}
