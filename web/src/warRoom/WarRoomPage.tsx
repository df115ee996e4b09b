import { type ReactElement, Suspense, useMemo, useState } from "react";
import { lazy, lazyBeside } from "../ui/lazy.ts";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { isInProgress, type Lead } from "../api/Lead.ts";
import type { WarRoom } from "../api/WarRoom.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { type Said, UndoLine } from "../leadWork/UndoLine.tsx";
import { useLookups } from "../leadWork/useLookups.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { usePageActs } from "../palette/acts.ts";
import { failureOf } from "../ui/failureOf.ts";
import { Button } from "../ui/Button.tsx";
import { ExternalLink } from "../ui/ExternalLink.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Link } from "../ui/Link.tsx";
import { LiveRegion } from "../ui/LiveRegion.tsx";
import { Panels } from "../ui/Panels.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { useAct } from "../ui/useAct.ts";
import { AnalyzeButton } from "./AnalyzeButton.tsx";
import { changeLines } from "./changeLines.ts";
import { DossierSection } from "./DossierSection.tsx";
import { DuplicatesSection } from "./DuplicatesSection.tsx";
import { FactsSection } from "./FactsSection.tsx";
import { FilesSection } from "./FilesSection.tsx";
import { JobsSection } from "./JobsSection.tsx";
import { LeadMenu } from "./LeadMenu.tsx";
import { LeadNotFound } from "./LeadNotFound.tsx";
import { LeadPlace } from "./LeadPlace.tsx";
import { LeadSection } from "./LeadSection.tsx";
import { NewsBar } from "./news/NewsBar.tsx";
import { NewsProvider } from "./news/NewsContext.tsx";
import { useNews } from "./news/useNews.ts";
import { type SeenBefore, useVisit } from "./news/useVisit.ts";
import { PagesReadSection } from "./PagesReadSection.tsx";
import { PeopleHere } from "./PeopleHere.tsx";
import { ScoreSection } from "./ScoreSection.tsx";
import { SentencesSection } from "./SentencesSection.tsx";
import { TypingLine } from "./TypingLine.tsx";
import { useWarRoom } from "./useWarRoom.ts";
import { WarRoomSkeleton } from "./WarRoomSkeleton.tsx";
import { WorkPanel } from "./WorkPanel.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

const LeadPayoutsSection = lazy(() => import("../money/lead/LeadPayoutsSection.tsx"));
const LeadChatSection = lazy(() => import("../chat/LeadChatSection.tsx"));
const ContactsSection = lazyBeside(() => import("./ContactsSection.tsx"));
const FollowUpSection = lazyBeside(() => import("./FollowUpSection.tsx"));
const HistorySection = lazyBeside(() => import("./HistorySection.tsx"));
const NotesSection = lazyBeside(() => import("./NotesSection.tsx"));

interface WarRoomPageProps {
  readonly leadId: string;
  /** Where the list was left. */
  readonly backTo: string;
}

/** Everything about one lead, live. */
export default function WarRoomPage({ leadId, backTo }: WarRoomPageProps): ReactElement {
  const { messages } = useSpeech();
  const warRoom = useWarRoomWords();
  const words = useWords();
  const { permissions } = useSession();
  const { room, failure, refetch, analyze, accept } = useWarRoom(leadId);
  const before = useVisit(room);
  const news = useNews(leadId, before, room?.lastChange ?? null);
  const act = useAct();
  const [said, setSaid] = useState<Said | null>(null);
  const [refusal, setRefusal] = useState<ApiFailure | null>(null);
  const mayAnalyze = room !== null && room.lead.deletedAt === null && !isInProgress(room.lead.status) &&
    permissions.includes("leads.write");
  const offered = useMemo(() =>
    mayAnalyze
      ? [{
        id: "analyze",
        label: words.analysis.again,
        run: () => void analyze().catch((error: unknown) => setRefusal(failureOf(error))),
      }]
      : [], [mayAnalyze, words, analyze]);
  usePageActs(offered);
  useTitle(room?.lead.company ?? messages.leads.title);

  if (room === null) {
    if (failure === null) return <WarRoomSkeleton />;
    if (failure.status === 404) return <LeadNotFound failure={failure} backTo={backTo} />;
    return (
      <div className="mx-auto max-w-2xl px-4 py-8">
        <FailureNotice failure={failure}>
          <Button onClick={refetch}>{messages.failure.retry}</Button>
        </FailureNotice>
      </div>
    );
  }
  const { lead } = room;
  const mayWrite = permissions.includes("leads.write");
  const isOut = lead.deletedAt !== null;
  const perform = (work: () => Promise<Said>) =>
    void act.run(async () => {
      setSaid(null);
      setSaid(await work());
      refetch();
    });
  return (
    <div
      className="mx-auto flex max-w-6xl flex-col gap-4 px-4 py-4 md:py-6"
      data-testid="war-room"
      data-lead-id={lead.id}
    >
      <div>
        <Link to={backTo} className="inline-flex items-center gap-1 rounded text-muted hover:text-ink">
          <span aria-hidden="true">‹</span>
          {warRoom.back}
        </Link>
        <div className="mt-1 flex flex-wrap items-start justify-between gap-3">
          <WarRoomTitle lead={lead} />
          {mayWrite && !isOut && (
            <span className="flex items-center gap-1">
              {!isInProgress(lead.status) && (
                <AnalyzeButton status={lead.status} analyze={analyze} onFailure={setRefusal} />
              )}
              <LeadMenu lead={lead} hasAnalysis={room.analysis !== null} onAct={perform} />
            </span>
          )}
        </div>
        {/* High enough for the badges from the start, so that nothing moves when people come and go. */}
        <div className="mt-2 flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
          <PeopleHere leadId={lead.id} />
          <TypingLine leadId={lead.id} />
        </div>
      </div>
      {(refusal ?? failure) !== null && <FailureNotice failure={(refusal ?? failure) as ApiFailure} />}
      <UndoLine
        said={said?.text === null ? null : said}
        failure={act.failure}
        onUndo={(undo) => perform(() => undo().then(() => ({ text: words.acts.restored })))}
      />
      <LeadPlace lead={lead} mayWrite={mayWrite} onAct={perform} />
      <WorkPanel room={room} />
      {before !== null && <NewsBar before={before} entries={news} projectId={lead.projectId} />}
      <NewsProvider entries={news}>
        <WarRoomBody
          room={room}
          before={before}
          mayWrite={mayWrite && !isOut}
          onChanged={accept}
          onHint={refetch}
          onMerged={(merged, company) => {
            accept(merged);
            setSaid({ text: words.duplicates.done(company) });
            refetch();
          }}
        />
      </NewsProvider>
      <LiveRegion text={warRoom.statusChanged(messages.status[lead.status])} />
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

interface WarRoomBodyProps {
  readonly room: WarRoom;
  readonly before: SeenBefore | null;
  readonly mayWrite: boolean;
  readonly onChanged: (lead: Lead) => void;
  /** Something changed of which the answer does not tell all. */
  readonly onHint: () => void;
  readonly onMerged: (lead: Lead, company: string) => void;
}

/** Two columns on a wide screen; one on a narrow one: what people do and know, what was found out, what machines did. */
function WarRoomBody({ room, before, mayWrite, onChanged, onHint, onMerged }: WarRoomBodyProps): ReactElement {
  const words = useWarRoomWords();
  const { since } = useWords();
  const { lead, analysis, dossier, jobs, contacts, notesList, links } = room;
  const lookups = useLookups(lead.projectId);
  const mayChat = useSession().permissions.includes("chat.read");
  const isPending = isInProgress(lead.status);
  return (
    <div className="flex flex-col gap-4 lg:grid lg:grid-cols-[minmax(0,1fr)_22rem] lg:items-start">
      <Panels className="order-2 flex min-w-0 flex-col gap-4 lg:order-none">
        {(analysis !== null || isPending) && <FactsSection analysis={analysis} isPending={isPending} />}
        {(analysis !== null || dossier !== null || isPending) && (
          <DossierSection dossier={dossier} leadId={lead.id} company={lead.company} />
        )}
        {lead.deletedAt === null && (
          <Suspense fallback={mayChat && <div className="panel h-[calc(min(32rem,75dvh)+2.875rem)]" />}>
            <LeadChatSection leadId={lead.id} members={lookups.members} />
          </Suspense>
        )}
        <Suspense fallback={<div className="panel h-46" />}>
          <NotesSection lead={lead} notes={notesList} mayWrite={mayWrite} onChanged={onHint} />
        </Suspense>
        <Suspense fallback={<div className="panel h-[2.875rem]" />}>
          <HistorySection leadId={lead.id} version={lead.version} lookups={lookups} before={before} />
        </Suspense>
      </Panels>
      <div className="flex min-w-0 flex-col gap-4 max-lg:contents">
        <Panels className="order-1 flex min-w-0 flex-col gap-4 lg:order-none">
          <Suspense fallback={<div className="panel h-47" />}>
            <FollowUpSection lead={lead} lookups={lookups} onChanged={onChanged} />
          </Suspense>
          <LeadSection lead={lead} onChanged={onChanged} />
          <Suspense fallback={<div className="panel h-24" />}>
            <ContactsSection leadId={lead.id} contacts={contacts} mayEdit={mayWrite} onChanged={onHint} />
          </Suspense>
          <DuplicatesSection lead={lead} links={links} mayMerge={mayWrite} onMerged={onMerged} />
          {analysis !== null && <ScoreSection score={analysis.score} />}
          <SentencesSection
            title={since.title}
            sentences={changeLines(analysis?.changes ?? null, { ...since, score: words.score })}
            testId="changes"
          />
          <SentencesSection title={words.openings} sentences={analysis?.openings ?? []} testId="openings" />
          <SentencesSection title={words.notices} sentences={analysis?.notices ?? []} testId="notices" />
        </Panels>
        <Panels className="order-3 flex min-w-0 flex-col gap-4">
          <Suspense fallback={null}>
            <LeadPayoutsSection leadId={lead.id} />
          </Suspense>
          <FilesSection leadId={lead.id} />
          <JobsSection jobs={jobs} />
          <PagesReadSection pages={analysis?.pages ?? []} />
        </Panels>
      </div>
    </div>
  );
}
