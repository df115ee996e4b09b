import { type ReactElement, useRef, useState } from "react";
import { type BackupFacts, type BackupKind, type BackupRun, startBackup } from "../api/backups.ts";
import { useSession } from "../app/SessionContext.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { useAct } from "../ui/useAct.ts";
import { useWords } from "./words/useWords.ts";

/** One more backup, or a drill of the newest. */
export function BackupActs(
  { facts, onBegun }: { readonly facts: BackupFacts; readonly onBegun: () => unknown },
): ReactElement | null {
  const words = useWords().backups;
  const { permissions } = useSession();
  const act = useAct();
  const key = useRef(newIdempotencyKey());
  const [begun, setBegun] = useState<{ readonly kind: BackupKind; readonly run: BackupRun } | null>(null);
  if (!permissions.includes("node.manage")) return <p className="text-muted">{words.mayNot}</p>;
  if ((facts.folder ?? null) === null) return null;
  const start = (kind: BackupKind) =>
    void act.run(async () => {
      setBegun(null);
      const run = await startBackup(kind, key.current);
      // An answer that was lost is asked for again under the same key.
      key.current = newIdempotencyKey();
      setBegun({ kind, run });
      await onBegun();
    });
  const isUnderWay = begun !== null &&
    [facts.lastGood, facts.lastFailed, facts.lastDrill].every((run) => run?.id !== begun.run.id);
  const hasGood = (facts.lastGood ?? null) !== null;
  return (
    <div className="flex flex-col gap-2">
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          aria-disabled={act.isBusy}
          onClick={() => start("backups")}
        >
          {hasGood ? words.now : words.first}
        </Button>
        {hasGood && <Button aria-disabled={act.isBusy} onClick={() => start("drills")}>{words.drill}</Button>}
        <p role="status" className="text-muted">
          {isUnderWay && (begun.kind === "backups" ? words.begun : words.drillBegun)}
        </p>
      </div>
      {hasGood && <p className="text-xs text-muted">{words.drillAbout}</p>}
    </div>
  );
}
