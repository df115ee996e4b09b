import type { ReactElement } from "react";
import type { BackupKind, BackupRun, BackupState } from "../api/backups.ts";
import { useNow } from "../app/useNow.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { between, durationText } from "../jobs/durationText.ts";
import { Dotted } from "../ui/Dotted.tsx";
import { Pill, type PillLook } from "../ui/Pill.tsx";
import { useWords } from "./words/useWords.ts";

const looks: Readonly<Record<BackupState, PillLook>> = {
  waiting: "plain",
  running: "warn",
  succeeded: "good",
  failed: "bad",
};

/** One backup or drill: when, how it went, how much it was. */
export function RunRow({ kind, run }: { readonly kind: BackupKind; readonly run: BackupRun }): ReactElement {
  const words = useWords().backups;
  const { formats, language } = useSpeech();
  const now = useNow();
  const time = between(run.startedAt ?? null, run.endedAt ?? null);
  const isGood = run.state === "succeeded";
  return (
    <li data-testid="backup-run" data-state={run.state} className="flex flex-col gap-1 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <time dateTime={run.createdAt} title={formats.dateTime(run.createdAt)} className="font-medium">
          {formats.ago(run.createdAt, now)}
        </time>
        <Pill look={looks[run.state]} state={run.state}>{words.states[run.state]}</Pill>
        <span className="text-muted">{words.triggers[run.trigger]}</span>
        {(run.backup ?? null) !== null && (
          <span className="ml-auto min-w-0 font-mono text-xs text-muted wrap-anywhere max-md:ml-0">{run.backup}</span>
        )}
      </div>
      {isGood && (
        <Dotted>
          {kind === "backups"
            ? words.sizes(formats.size(run.databaseBytes), run.files, formats.size(run.fileBytes))
            : words.read(run.files, formats.size(run.fileBytes))}
          {kind === "backups" && words.copied(formats.size(run.copiedBytes))}
          {time !== null && words.took(durationText(time, language))}
        </Dotted>
      )}
      {run.missingFiles > 0 && <p className="text-warn">{words.missing(run.missingFiles)}</p>}
      {(run.fault ?? null) !== null && <p className="text-bad wrap-anywhere">{run.fault}</p>}
    </li>
  );
}
