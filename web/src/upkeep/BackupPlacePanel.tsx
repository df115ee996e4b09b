import { type ReactElement, useEffect } from "react";
import { type BackupFacts, backupFacts } from "../api/backups.ts";
import { useNow } from "../app/useNow.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Command } from "../ui/Command.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { BackupActs } from "./BackupActs.tsx";
import { spanText } from "./spanText.ts";
import { useBackupEvents } from "./useBackupEvents.ts";
import { useWords } from "./words/useWords.ts";

const SETTINGS = "BACKUP_FOLDER=/mnt/backups/uprising\nBACKUP_KEY_FILE=backup.key";

/** Where backups go and how safe that is, and one more of them now. `onSafe` hears when there is a good one. */
export default function BackupPlacePanel({ onSafe }: { readonly onSafe?: () => void }): ReactElement {
  const fetched = useFetched(backupFacts);
  const { value, reload } = fetched;
  useBackupEvents(reload);
  const isSafe = (value?.lastGood ?? null) !== null;
  useEffect(() => {
    if (isSafe) onSafe?.();
  }, [isSafe, onSafe]);
  return (
    <FetchedList fetched={fetched} lines={3}>
      {(facts) => (
        <div className="flex flex-col gap-3 px-4 py-3" data-testid="backup-place" data-safe={isSafe}>
          <BackupHeadline facts={facts} />
          {(facts.folder ?? null) !== null && <BackupTerms facts={facts} />}
          <BackupActs facts={facts} onBegun={reload} />
        </div>
      )}
    </FetchedList>
  );
}

function BackupHeadline({ facts }: { readonly facts: BackupFacts }): ReactElement {
  const words = useWords().backups;
  const { formats } = useSpeech();
  const now = useNow();
  const failed = facts.lastFailed ?? null;
  const good = facts.lastGood ?? null;
  const isFailing = failed !== null && (good === null || failed.createdAt > good.createdAt);
  if ((facts.folder ?? null) === null) {
    return (
      <Notice look="warn" title={words.unset}>
        <p>{words.unsetText}</p>
        <div className="mt-2 whitespace-pre-wrap wrap-anywhere">
          <Command text={SETTINGS} />
        </div>
      </Notice>
    );
  }
  return (
    <>
      <p className={`text-base font-semibold ${good === null ? "text-warn" : ""}`}>
        {good === null ? words.none : words.newest(formats.ago(good.startedAt ?? good.createdAt, now))}
      </p>
      {isFailing && (
        <Notice look="bad" title={words.failedSince}>
          <p className="wrap-anywhere">{failed.fault}</p>
        </Notice>
      )}
    </>
  );
}

function BackupTerms({ facts }: { readonly facts: BackupFacts }): ReactElement {
  const words = useWords().backups;
  const { formats, language } = useSpeech();
  const now = useNow();
  const every = (seconds: number | null | undefined) =>
    (seconds ?? null) === null ? words.byHand : words.every(spanText(seconds ?? 0, language));
  const drill = facts.lastDrill ?? null;
  const terms: readonly (readonly [string, string])[] = [
    [words.folder, facts.folder ?? ""],
    [words.encryption, facts.encrypted ? words.yes : words.no],
    [words.schedule, every(facts.everySeconds)],
    ...((facts.nextAt ?? null) === null ? [] : [[
      words.next,
      Date.parse(facts.nextAt ?? "") <= now ? words.nextNow : formats.dateTime(facts.nextAt ?? ""),
    ]] as const),
    [words.drills, every(facts.drillEverySeconds)],
    [
      words.lastDrill,
      drill === null
        ? words.neverTried
        : (drill.state === "succeeded" ? words.drillGood : words.drillBad)(formats.ago(drill.createdAt, now)),
    ],
  ];
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1.5">
      {terms.map(([term, text]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd className="min-w-0 wrap-anywhere">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
