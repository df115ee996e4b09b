import { type ReactElement, useCallback } from "react";
import { type ErrorEventSummary, openErrorEvent } from "../../api/errors.ts";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { EventPanels } from "./EventPanels.tsx";
import { eventOfReport } from "./eventOfReport.ts";

/** An event other than the latest, fetched when it is asked for. */
export function OlderEvent({ summary }: { readonly summary: ErrorEventSummary }): ReactElement {
  const { eventId } = summary;
  const fetched = useFetched(useCallback((signal: AbortSignal) => openErrorEvent(eventId, signal), [eventId]));
  return (
    <div className={fetched.value === null ? "panel" : ""}>
      <FetchedList fetched={fetched} lines={6}>
        {({ event, attachments }) => (
          <EventPanels event={{ ...eventOfReport(summary, event), attachments }} isLatest={false} />
        )}
      </FetchedList>
    </div>
  );
}
