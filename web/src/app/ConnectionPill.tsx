import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useConnectionStatus } from "../realtime/RealtimeContext.ts";

/** Says when what is shown may be behind; keeps quiet otherwise. */
export function ConnectionPill(): ReactElement {
  const words = useSpeech().messages.connection;
  const status = useConnectionStatus();
  const text = status === "lost" || status === "catchingUp" || status === "accessLost" ? words[status] : null;
  return (
    <span role="status" data-testid="connection" data-status={status} className="min-w-0">
      {text !== null && (
        <span className="inline-flex max-w-full items-center gap-1.5 rounded-full bg-warn-soft px-2.5 py-0.5 text-xs font-medium text-warn">
          <span aria-hidden="true" className="size-1.5 shrink-0 animate-breathe rounded-full bg-current" />
          <span className="truncate">{text}</span>
        </span>
      )}
      {status === "live" && <span className="sr-only">{words.live}</span>}
    </span>
  );
}
