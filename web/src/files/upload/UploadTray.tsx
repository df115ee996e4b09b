import { type ReactElement, useEffect, useState } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { useWords } from "../words/useWords.ts";
import { isActive } from "./uploadMachine.ts";
import { UploadRow } from "./UploadRow.tsx";
import { uploads, useUploads } from "./uploads.ts";

/** The uploads of this tab, over whatever page is shown; nothing without any. */
export default function UploadTray(): ReactElement | null {
  const words = useWords().upload;
  const { formats } = useSpeech();
  const all = useUploads();
  const [isFolded, setFolded] = useState(false);
  useUploadUpkeep();
  const remaining = all.filter(({ state }) => isActive(state) || state.phase === "queued");
  const failed = all.filter(({ state }) => state.phase === "failed").length;
  const title = failed > 0
    ? words.needsYou
    : remaining.length > 0
    ? words.remaining(remaining.length)
    : all.some(({ state }) => state.phase === "paused")
    ? words.phases.paused
    : words.allDone;
  useLeaveWarning(remaining.length > 0);
  if (all.length === 0) return null;
  const size = all.reduce((sum, { state }) => sum + state.size, 0);
  const sent = all.reduce((sum, { state }) => sum + Math.min(state.size, state.offset + state.sent), 0);
  return (
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
        {all.every(({ state }) => state.phase === "done")
          ? <Button look="quiet" onClick={() => uploads.clearDone()}>{words.close}</Button>
          : all.some(({ state }) => state.phase === "done") && (
            <Button look="quiet" onClick={() => uploads.clearDone()}>{words.clear}</Button>
          )}
      </div>
      {!isFolded && (
        <ul className="max-h-[min(20rem,45dvh)] divide-y divide-line overflow-y-auto">
          {all.map((upload) => <UploadRow key={upload.id} upload={upload} />)}
        </ul>
      )}
      <LiveRegion text={title} />
    </section>
  );
}

/** Goes on when the connection comes back, and ends with the session. */
function useUploadUpkeep(): void {
  useEffect(() => {
    addEventListener("online", uploads.wake);
    return () => {
      removeEventListener("online", uploads.wake);
      uploads.abandon();
    };
  }, []);
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
