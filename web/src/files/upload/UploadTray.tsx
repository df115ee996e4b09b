import { type ReactElement, useEffect, useState } from "react";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { useWords } from "../words/useWords.ts";
import { isActive } from "./uploadMachine.ts";
import { InterruptedRow } from "./InterruptedRow.tsx";
import { shownUploads } from "./shownUploads.ts";
import { TakenBar } from "./TakenBar.tsx";
import { UploadRow } from "./UploadRow.tsx";
import { notebookOf, uploads, useInterrupted, useUploads } from "./uploads.ts";

/** The uploads of this tab, over whatever page is shown; nothing without any. */
export default function UploadTray(): ReactElement | null {
  const words = useWords().upload;
  const { formats } = useSpeech();
  const all = useUploads();
  const interrupted = useInterrupted();
  const [isFolded, setFolded] = useState(false);
  useUploadUpkeep();
  const remaining = all.filter(({ state }) => isActive(state) || state.phase === "queued");
  const failed = all.filter(({ state }) => state.phase === "failed");
  const taken = failed.filter(({ state }) => state.failure?.code === "name_taken");
  const shown = shownUploads(all);
  const title = failed.length > 0
    ? words.needsYou
    : remaining.length > 0
    ? words.remaining(remaining.length)
    : all.some(({ state }) => state.phase === "paused")
    ? words.phases.paused
    : interrupted.length > 0
    ? words.interrupted
    : words.allDone;
  useLeaveWarning(remaining.length > 0);
  if (all.length === 0 && interrupted.length === 0) return null;
  const parts = [
    ...all.map(({ state }) => ({ size: state.size, sent: Math.min(state.size, state.offset + state.sent) })),
    ...interrupted.map((note) => ({ size: note.size, sent: note.offset })),
  ];
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const sent = parts.reduce((sum, part) => sum + part.sent, 0);
  return (
    <>
      {/* Folded, the tray hides nothing of the page: it can be scrolled from under it. */}
      <div aria-hidden="true" className="h-14" />
      <section
        aria-label={words.title}
        data-testid="upload-tray"
        className="panel fixed right-2 bottom-2 left-2 z-20 overflow-hidden shadow-xl md:left-auto md:w-96"
      >
        <div className="flex min-h-11 items-center gap-2 border-b border-line bg-sunken py-1 pr-1 pl-3">
          <p className="min-w-0 flex-1 truncate font-medium">{title}</p>
          <span className="text-xs text-muted tabular-nums">
            {formats.percent(size === 0 ? 100 : Math.floor((sent / size) * 100))}
          </span>
          <Button look="quiet" aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
            <span className="sr-only">{isFolded ? words.unfold : words.fold}</span>
            <span aria-hidden="true" className={`transition-transform ${isFolded ? "rotate-180" : ""}`}>▾</span>
          </Button>
          {interrupted.length === 0 && all.every(({ state }) => state.phase === "done")
            ? <Button look="quiet" onClick={() => uploads.clearDone()}>{words.close}</Button>
            : all.some(({ state }) => state.phase === "done") && (
              <Button
                look="quiet"
                onClick={() => uploads.clearDone()}
              >
                {words.clear}
              </Button>
            )}
        </div>
        {!isFolded && (
          <>
            {taken.length > 1 && <TakenBar taken={taken} />}
            <ul className="max-h-[min(20rem,45dvh)] divide-y divide-line overflow-y-auto">
              {interrupted.map((note) => <InterruptedRow key={note.address} note={note} />)}
              {shown.map((upload) => <UploadRow key={upload.id} upload={upload} />)}
              {shown.length < all.length && (
                <li className="px-3 py-2 text-xs text-muted">{words.more(all.length - shown.length)}</li>
              )}
            </ul>
          </>
        )}
        <LiveRegion text={title} />
      </section>
    </>
  );
}

/** Goes on when the connection comes back, takes up what earlier pages began, and ends with the session. */
function useUploadUpkeep(): void {
  const session = useSession();
  const workspaceId = session.workspace.id;
  const userId = session.user.id;
  useEffect(() => {
    const notebook = notebookOf({ workspaceId, userId });
    uploads.open(notebook);
    const onStored = ({ key }: StorageEvent) => {
      if (notebook.isOwn(key)) void uploads.look();
    };
    // Another tab may have been closed meanwhile.
    const onVisible = () => {
      if (document.visibilityState === "visible") void uploads.look();
    };
    addEventListener("online", uploads.wake);
    addEventListener("storage", onStored);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      removeEventListener("online", uploads.wake);
      removeEventListener("storage", onStored);
      document.removeEventListener("visibilitychange", onVisible);
      uploads.abandon();
    };
  }, [workspaceId, userId]);
}

/** Asks before the tab is closed over files that are still on their way. */
function useLeaveWarning(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", onLeave);
    return () => removeEventListener("beforeunload", onLeave);
  }, [isNeeded]);
}
