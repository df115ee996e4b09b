import { type ReactElement, useEffect, useState, useSyncExternalStore } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useConnectionStatus } from "../realtime/RealtimeContext.ts";
import { Button } from "../ui/Button.tsx";
import { observeFreshness, staleSince } from "./freshness.ts";
import { keepPage } from "./keepPage.ts";
import { useWords } from "./words/useWords.ts";
import { WriteRow } from "./WriteRow.tsx";
import { useWriteQueue, useWrites } from "./writes.ts";

/** A node that restarts is back before this; saying so would only flicker. */
const QUIET_MS = 2_500;

/**
 * Says, at the foot of every page, that the node is out of reach, from when what is shown is, and what waits to be sent.
 * Nothing while all is well.
 */
export default function OfflineBar(): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const queue = useWriteQueue();
  const writes = useWrites();
  const since = useOfflineSince();
  const [isOpen, setOpen] = useState(false);
  const status = useConnectionStatus();
  useEffect(keepPage, []);
  useEffect(() => {
    if (status === "live") queue.wake();
  }, [status, queue]);
  const undecided = writes.filter(({ state }) => state === "refused" || state === "conflict").length;
  const waiting = writes.length - undecided;
  const isOffline = since !== null;
  const isShown = isOffline || undecided > 0 || waiting > 0;
  return (
    <div role="status" className="fixed bottom-2 left-2 z-20 max-w-[calc(100vw-1rem)] empty:hidden md:w-[26rem]">
      {isShown && (
        <section
          aria-label={words.title}
          data-testid="offline"
          data-waiting={waiting}
          data-undecided={undecided}
          className="panel flex flex-col gap-2 border-warn! p-3 shadow-xl"
        >
          {isOffline && (
            <p data-testid="offline-since">{words.asOf(formats.dateTime(new Date(since).toISOString()))}</p>
          )}
          <div className="flex flex-wrap items-center justify-between gap-2 empty:hidden">
            {writes.length > 0 && (
              <>
                <p className="font-medium">
                  {undecided > 0 ? words.undecided(undecided) : isOffline ? words.waiting(waiting) : words.sending}
                </p>
                <span className="flex">
                  <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
                    {isOpen ? words.hide : words.show}
                  </Button>
                  {waiting > 0 && <Button look="quiet" onClick={queue.wake}>{words.sendNow}</Button>}
                </span>
              </>
            )}
          </div>
          {(isOpen || undecided > 0) && writes.length > 0 && (
            <ul aria-label={words.list} className="flex max-h-64 flex-col divide-y divide-line overflow-y-auto">
              {writes.map((write) => <WriteRow key={write.id} write={write} queue={queue} />)}
            </ul>
          )}
        </section>
      )}
    </div>
  );
}

/** From when what is shown is; null while it is of now. */
function useOfflineSince(): number | null {
  const status = useConnectionStatus();
  const stale = useSyncExternalStore(observeFreshness, staleSince);
  const [lostAt, setLostAt] = useState<number | null>(null);
  const isLost = status === "lost";
  useEffect(() => {
    if (!isLost) return setLostAt(null);
    const at = Date.now();
    const timer = setTimeout(() => setLostAt(at), QUIET_MS);
    return () => clearTimeout(timer);
  }, [isLost]);
  return isLost ? stale ?? lostAt : stale;
}
