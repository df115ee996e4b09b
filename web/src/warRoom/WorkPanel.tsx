import type { ReactElement } from "react";
import { isInProgress } from "../api/Lead.ts";
import type { WarRoom } from "../api/WarRoom.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Notice } from "../ui/Notice.tsx";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { Steps } from "./Steps.tsx";
import { currentJob } from "./warRoomState.ts";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

/** How far the work is; or why it failed. Nothing once the lead is ready. */
export function WorkPanel({ room }: { readonly room: WarRoom }): ReactElement | null {
  const { messages, formats } = useSpeech();
  const words = useWarRoomWords();
  const { lead } = room;
  if (lead.status === "failed") {
    return (
      <Notice look="bad" title={words.failedTitle}>
        <p data-testid="lead-failure" data-code={lead.failure?.code}>{lead.failure?.message ?? ""}</p>
      </Notice>
    );
  }
  if (!isInProgress(lead.status)) return null;
  const job = currentJob(room);
  const progress = job?.progress ?? 0;
  const text = job?.progressText ?? (job?.state === "running" ? messages.status[lead.status] : words.waiting);
  return (
    <div className="panel px-4 py-3">
      <Steps status={lead.status} />
      <div className="mt-3 mb-1.5 flex justify-between gap-3 text-muted">
        <span data-testid="progress-text" className="min-w-0 truncate">{text}</span>
        <span className="tabular-nums">{formats.percent(progress)}</span>
      </div>
      <ProgressBar label={words.progress} value={progress} text={text} />
    </div>
  );
}
