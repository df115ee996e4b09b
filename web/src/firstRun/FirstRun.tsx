import { type ReactElement, Suspense, useCallback, useState } from "react";
import type { Lead } from "../api/Lead.ts";
import { listMembers } from "../api/members.ts";
import { dropLeadPath, settingsPath, warRoomPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { Button } from "../ui/Button.tsx";
import { lazy } from "../ui/lazy.ts";
import { Link } from "../ui/Link.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { forgetFirstRun, noteStep, seenSteps } from "./kept.ts";
import { SampleData } from "./SampleData.tsx";
import { progressOf, type StepName, stepNames } from "./steps.ts";
import { useWords } from "./words/useWords.ts";

const MailPanel = lazy(() => import("../upkeep/MailPanel.tsx"));
const BackupPlacePanel = lazy(() => import("../upkeep/BackupPlacePanel.tsx"));

interface FirstRunProps {
  /** All the leads that there are. */
  readonly leads: readonly Lead[];
  readonly onHide: () => void;
}

/** What there is to do in a new workspace, up to the first lead that is ready. */
export default function FirstRun({ leads, onHide }: FirstRunProps): ReactElement {
  const words = useWords();
  const { workspace, permissions } = useSession();
  const [seen, setSeen] = useState(() => seenSteps(workspace.id));
  const maySee = permissions.includes("members.read");
  const fetchMembers = useCallback((signal: AbortSignal) => maySee ? listMembers(signal) : Promise.resolve([]), [
    maySee,
  ]);
  const members = useFetched(fetchMembers).value;
  const { done, lead, hasSamples } = progressOf(leads, members?.length ?? 1, seen);
  const steps = stepNames.filter((name) => {
    if (name === "drop" || name === "ready") return true;
    return permissions.includes(name === "mail" || name === "backup" ? "node.manage" : "workspace.manage");
  });
  const [opened, setOpened] = useState<"mail" | "backup" | null>(null);
  const isOver = done.has("ready");
  const hide = () => {
    forgetFirstRun(workspace.id);
    onHide();
  };
  const follow = useCallback((name: StepName) => {
    noteStep(workspace.id, name);
    setSeen(seenSteps(workspace.id));
  }, [workspace.id]);
  const mailed = useCallback(() => follow("mail"), [follow]);
  const backedUp = useCallback(() => follow("backup"), [follow]);
  const paths: Readonly<Record<StepName, string | null>> = {
    workspace: settingsPath("workspace"),
    team: settingsPath("members"),
    mail: null,
    backup: null,
    drop: dropLeadPath,
    ready: lead === null ? null : warRoomPath(lead.id),
  };
  return (
    <section aria-labelledby="first-run" className="panel mb-3 p-4" data-testid="first-run" data-done={isOver}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="first-run" className="text-base font-semibold">{isOver ? words.doneTitle : words.title}</h2>
        <span className="text-xs text-muted">
          {words.progress(steps.filter((name) => done.has(name)).length, steps.length)}
        </span>
      </div>
      {isOver && <p className="mt-1 text-muted">{words.doneText}</p>}
      <ol className="mt-2 flex flex-col">
        {steps.map((name) => (
          <li
            key={name}
            data-step={name}
            data-done={done.has(name)}
            className="flex min-h-9 flex-wrap items-center gap-x-3"
          >
            <span
              aria-hidden="true"
              className={`grid size-5 shrink-0 place-items-center rounded-full border text-xs ${
                done.has(name) ? "border-good bg-good-soft text-good" : "border-edge text-muted"
              }`}
            >
              {done.has(name) ? "✓" : ""}
            </span>
            <span className={`min-w-0 flex-1 ${done.has(name) ? "text-muted" : ""}`}>
              {words.steps[name]}
              {done.has(name) && <span className="sr-only">({words.isDone})</span>}
            </span>
            {name === "ready" && lead !== null && !isOver && <span className="text-muted">{words.waiting}</span>}
            {paths[name] !== null && (name === "ready" ? lead !== null : !done.has(name)) && (
              <Link
                to={paths[name] ?? ""}
                className="text-accent underline underline-offset-2"
                onFollow={() => follow(name)}
              >
                {words.links[name]}
              </Link>
            )}
            {(name === "mail" || name === "backup") && (
              <button
                type="button"
                aria-expanded={opened === name}
                className="text-accent underline underline-offset-2"
                onClick={() => setOpened(opened === name ? null : name)}
              >
                {opened === name ? words.close : words.links[name]}
                <span className="sr-only">({words.steps[name]})</span>
              </button>
            )}
            {opened === name && (
              <div className="my-1 basis-full rounded-lg border border-line">
                <Suspense fallback={<div className="h-40" />}>
                  {name === "mail" ? <MailPanel onSent={mailed} /> : <BackupPlacePanel onSafe={backedUp} />}
                </Suspense>
              </div>
            )}
          </li>
        ))}
      </ol>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
        <SampleData hasSamples={hasSamples} mayFill={!isOver} />
        <Button look="quiet" className="ml-auto" onClick={hide}>{words.hide}</Button>
      </div>
    </section>
  );
}
