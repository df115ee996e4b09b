import type { ReactElement } from "react";
import type { ErrorEvent } from "../../api/errors.ts";
import { tracePath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { exactTime } from "../../jobs/timeText.ts";
import { logsPath } from "../../observing/paths.ts";
import { Link } from "../../ui/Link.tsx";
import { Panels } from "../../ui/Panels.tsx";
import { Section } from "../../ui/Section.tsx";
import { useWords } from "../words/useWords.ts";
import { AttachmentsSection } from "./AttachmentsSection.tsx";
import { CrumbsSection } from "./CrumbsSection.tsx";
import { pairsOf } from "./pairs.ts";
import { PairsSection } from "./PairsSection.tsx";
import { StackSection } from "./StackSection.tsx";

interface EventPanelsProps {
  /** Null when none is kept. */
  readonly event: ErrorEvent | null;
  readonly isLatest: boolean;
}

/** All of one event. */
export function EventPanels({ event, isLatest }: EventPanelsProps): ReactElement {
  const words = useWords().group;
  if (event === null) return <div className="panel px-4 py-3 text-muted">{words.noEvent}</div>;
  const { exceptions, breadcrumbs, attachments } = event;
  const facts = {
    [words.release]: event.release,
    [words.environment]: event.environment,
    [words.sdk]: event.sdk,
  };
  return (
    <Panels className="flex min-w-0 flex-col gap-4">
      <EventHead event={event} isLatest={isLatest} />
      {(exceptions ?? []).length === 0
        ? (
          <Section title={words.stack}>
            <p className="px-4 py-3 text-muted">{words.noStack}</p>
          </Section>
        )
        : null}
      {(exceptions ?? []).toReversed().map((exception, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- exceptions of an event have their places
        <StackSection key={index} exception={exception} isCause={index > 0} />
      ))}
      <CrumbsSection breadcrumbs={breadcrumbs ?? []} />
      <PairsSection title={words.tags} pairs={pairsOf(event.tags)} />
      <PairsSection title={words.request} pairs={pairsOf(event.request)} />
      <PairsSection title={words.user} pairs={pairsOf(event.user)} />
      <PairsSection title={words.contexts} pairs={pairsOf(event.contexts)} />
      <PairsSection title={words.extra} pairs={pairsOf(event.extra)} />
      <PairsSection title={words.sdk} pairs={pairsOf(facts)} />
      <AttachmentsSection eventId={event.eventId} attachments={attachments ?? []} />
    </Panels>
  );
}

function EventHead({ event, isLatest }: { readonly event: ErrorEvent; readonly isLatest: boolean }): ReactElement {
  const words = useWords().group;
  const { language } = useSpeech();
  const { permissions } = useSession();
  const { traceId, message } = event;
  return (
    <div className="panel px-4 py-3" data-testid="event">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{isLatest ? words.latest : words.event(event.eventId.slice(0, 8))}</span>
        <time dateTime={event.receivedAt} className="text-xs text-muted">
          {words.received(exactTime(event.receivedAt, language))}
        </time>
      </p>
      {typeof message === "string" && message !== "" && (
        <p className="mt-1 wrap-anywhere whitespace-pre-wrap">{message}</p>
      )}
      <p className="mt-1 font-mono text-xs break-all text-muted">{event.eventId}</p>
      {typeof traceId === "string" && traceId !== "" && permissions.includes("node.read") && (
        <p className="mt-2 flex flex-wrap gap-x-4">
          <Link to={tracePath(traceId)} className="text-accent underline underline-offset-2">{words.trace}</Link>
          <Link to={logsPath({ traceId })} className="text-accent underline underline-offset-2">{words.traceLogs}</Link>
        </p>
      )}
    </div>
  );
}
