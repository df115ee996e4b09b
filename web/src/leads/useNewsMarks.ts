import { useEffect, useRef } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import { listLeadNews } from "../api/visits.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { envelopeOf, isLeadChange } from "../realtime/Envelope.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { workspaceTopic } from "../realtime/topics.ts";
import type { NewsMarks } from "./LeadRow.tsx";

/** Changes of others come in bursts, and nobody misses a number that is a moment late. */
const RENEW_AFTER_MS = 10_000;

/** Of the leads that one was at last, how often others changed them since: asked for when the list is shown, and after changes. */
export function useNewsMarks(isActive: boolean, onNews: (marks: NewsMarks) => void): void {
  const realtime = useRealtime();
  const { user, workspace } = useSession();
  const { formats } = useSpeech();
  const words = useWords();
  const last = useRef("");
  useEffect(() => {
    if (!isActive) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      timer = undefined;
      if (!navigator.onLine || document.visibilityState === "hidden") return;
      try {
        const news = await listLeadNews(controller.signal);
        const known = JSON.stringify(news.map(({ leadId, changes }) => [leadId, changes]));
        if (known === last.current) return;
        last.current = known;
        onNews(
          new Map(news.map(({ leadId, changes }) => [
            leadId,
            { text: changes > 99 ? "99+" : formats.number(changes), label: words.cells.news(changes) },
          ])),
        );
      } catch (error) {
        // Without them the list is what it was.
        if (!controller.signal.aborted && !(error instanceof ApiFailure)) throw error;
      }
    };
    const onVisible = () => void ask();
    void ask();
    document.addEventListener("visibilitychange", onVisible);
    const soon = () => {
      timer ??= setTimeout(() => void ask(), RENEW_AFTER_MS);
    };
    const stop = realtime.listen(workspaceTopic(workspace.id), {
      onBroadcast: (broadcast) => {
        const envelope = envelopeOf(broadcast);
        if (envelope === null || !isLeadChange(envelope) || envelope.actorId === user.id) return;
        soon();
      },
      onGap: soon,
    });
    return () => {
      controller.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
      stop();
    };
  }, [isActive, onNews, realtime, user.id, workspace.id, formats, words]);
}
