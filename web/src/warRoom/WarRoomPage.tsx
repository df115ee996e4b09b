import { type ReactElement, useState } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { isInProgress, type Lead } from "../api/Lead.ts";
import type { WarRoom } from "../api/WarRoom.ts";
import { useTitle } from "../app/useTitle.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { ExternalLink } from "../ui/ExternalLink.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Link } from "../ui/Link.tsx";
import { LiveRegion } from "../ui/LiveRegion.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { AnalyzeButton } from "./AnalyzeButton.tsx";
import { changeLines } from "./changeLines.ts";
import { DossierSection } from "./DossierSection.tsx";
import { FactsSection } from "./FactsSection.tsx";
import { FilesSection } from "./FilesSection.tsx";
import { JobsSection } from "./JobsSection.tsx";
import { LeadSection } from "./LeadSection.tsx";
import { PagesReadSection } from "./PagesReadSection.tsx";
import { PeopleHere } from "./PeopleHere.tsx";
import { ScoreSection } from "./ScoreSection.tsx";
import { SentencesSection } from "./SentencesSection.tsx";
import { TypingLine } from "./TypingLine.tsx";
import { useWarRoom } from "./useWarRoom.ts";
import { WarRoomSkeleton } from "./WarRoomSkeleton.tsx";
import { WorkPanel } from "./WorkPanel.tsx";

interface WarRoomPageProps {
  readonly leadId: string;
  /** Where the list was left. */
  readonly backTo: string;
}

/** Everything about one lead, live. */
export default function WarRoomPage({ leadId, backTo }: WarRoomPageProps): ReactElement {
  const { messages } = useSpeech();
  const { room, failure, refetch, analyze } = useWarRoom(leadId);
  const [refusal, setRefusal] = useState<ApiFailure | null>(null);
  useTitle(room?.lead.company ?? messages.leads.title);

  if (room === null) {
    if (failure === null) return <WarRoomSkeleton />;
    if (failure.status === 404) return <LeadNotFound backTo={backTo} />;
    return (
      <div className="mx-auto max-w-2xl px-4 py-8">
        <FailureNotice failure={failure}>
          <Button onClick={refetch}>{messages.failure.retry}</Button>
        </FailureNotice>
      </div>
    );
  }
  const { lead } = room;
  return (
    <div
      className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 md:py-6"
      data-testid="war-room"
      data-lead-id={lead.id}
    >
      <div>
        <Link to={backTo} className="inline-flex items-center gap-1 rounded text-muted hover:text-ink">
          <span aria-hidden="true">‹</span>
          {messages.warRoom.back}
        </Link>
        <div className="mt-1 flex flex-wrap items-start justify-between gap-3">
          <WarRoomTitle lead={lead} />
          {!isInProgress(lead.status) && (
            <AnalyzeButton isRetry={lead.status === "failed"} analyze={analyze} onFailure={setRefusal} />
          )}
        </div>
        {/* High enough for the badges from the start, so that nothing moves when people come and go. */}
        <div className="mt-2 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
          <PeopleHere leadId={lead.id} />
          <TypingLine leadId={lead.id} />
        </div>
      </div>
      {(refusal ?? failure) !== null && <FailureNotice failure={(refusal ?? failure) as ApiFailure} />}
      <WorkPanel room={room} />
      <WarRoomBody room={room} />
      <LiveRegion text={messages.warRoom.statusChanged(messages.status[lead.status])} />
    </div>
  );
}

function WarRoomTitle({ lead }: { readonly lead: Lead }): ReactElement {
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 tabIndex={-1} className="min-w-0 text-xl font-semibold wrap-anywhere">{lead.company}</h1>
        <StatusBadge status={lead.status} />
      </div>
      {lead.website !== null && <ExternalLink address={lead.website} />}
    </div>
  );
}

/** Two columns on a wide screen; one on a narrow one, with what is typed in and done by machine last. */
function WarRoomBody({ room }: { readonly room: WarRoom }): ReactElement {
  const words = useSpeech().messages.warRoom;
  const { lead, analysis, dossier, jobs } = room;
  const isPending = isInProgress(lead.status);
  const hasResult = analysis !== null || dossier !== null || isPending;
  return (
    <div className={hasResult ? "flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start" : ""}>
      {hasResult && (
        <div className="order-2 flex min-w-0 flex-col gap-4 lg:order-none">
          {(analysis !== null || isPending) && <FactsSection analysis={analysis} isPending={isPending} />}
          <DossierSection dossier={dossier} leadId={lead.id} company={lead.company} />
        </div>
      )}
      <div className={`flex min-w-0 flex-col gap-4 ${hasResult ? "max-lg:contents" : ""}`}>
        <div className="order-1 flex min-w-0 flex-col gap-4 empty:hidden lg:order-none">
          {analysis !== null && <ScoreSection score={analysis.score} />}
          <SentencesSection
            title={words.changes}
            sentences={changeLines(analysis?.changes ?? null, words)}
            testId="changes"
          />
          <SentencesSection title={words.openings} sentences={analysis?.openings ?? []} testId="openings" />
          <SentencesSection title={words.notices} sentences={analysis?.notices ?? []} testId="notices" />
        </div>
        <div className={`order-3 grid min-w-0 items-start gap-4 ${hasResult ? "" : "lg:grid-cols-2"}`}>
          <LeadSection lead={lead} />
          <FilesSection leadId={lead.id} />
          <JobsSection jobs={jobs} />
          <PagesReadSection pages={analysis?.pages ?? []} />
        </div>
      </div>
    </div>
  );
}

function LeadNotFound({ backTo }: { readonly backTo: string }): ReactElement {
  const words = useSpeech().messages.warRoom;
  return (
    <PageMessage title={words.notFoundTitle}>
      <p>{words.notFoundText}</p>
      <Link to={backTo} className={buttonClass("plain")}>{words.back}</Link>
    </PageMessage>
  );
}
