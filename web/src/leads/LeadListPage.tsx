import { lazy, type ReactElement, type RefObject, Suspense, useCallback, useRef, useState } from "react";
import { isSearch, isTrash, type LeadFilter, noFilter } from "../api/LeadFilter.ts";
import { navigate } from "../app/navigation.ts";
import { leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useNow } from "../app/useNow.ts";
import { useTitle } from "../app/useTitle.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { isLeadChange, type LeadEnvelope } from "../realtime/Envelope.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { LiveRegion } from "../ui/LiveRegion.tsx";
import { EmptyList } from "./EmptyList.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { isArrival, LOADED_LEADS_MAX, visibleLeads } from "./leadList.ts";
import { columns, LeadRow } from "./LeadRow.tsx";
import { moveInList } from "./listKeys.ts";
import { ListSkeleton } from "./ListSkeleton.tsx";
import { LoadMore } from "./LoadMore.tsx";
import { useLeadList } from "./useLeadList.ts";

const ListTools = lazy(() => import("../finding/ListTools.tsx"));
const SearchResults = lazy(() => import("../finding/SearchResults.tsx"));
const TrashRows = lazy(() => import("../finding/TrashRows.tsx"));

interface LeadListPageProps {
  readonly filter: LeadFilter;
  /** False while another page is shown: the list stays alive behind it, so that coming back is immediate. */
  readonly isActive: boolean;
  readonly searchField: RefObject<HTMLInputElement>;
}

export function LeadListPage({ filter, isActive, searchField }: LeadListPageProps): ReactElement {
  const { messages } = useSpeech();
  const session = useSession();
  const now = useNow();
  const rows = useRef<HTMLUListElement>(null);
  const [announcement, setAnnouncement] = useState("");
  useTitle(messages.leads.title, isActive);

  const onEvent = useCallback((envelope: LeadEnvelope) => {
    if (!isLeadChange(envelope)) return;
    const { company, status } = envelope.payload.lead;
    setAnnouncement(messages.leads.changed(company, messages.status[status]));
  }, [messages]);
  const { list, failure, loadMore, reload } = useLeadList(
    session.workspace.id,
    isSearch(filter) ? noFilter : filter,
    onEvent,
  );
  const leads = visibleLeads(list);
  const inTrash = isTrash(filter);
  const onFilter = useCallback((next: LeadFilter) => navigate(leadsPath(next), true), []);
  const focusFirstRow = () => rows.current?.querySelector<HTMLElement>("[data-lead-link]")?.focus();
  const isEmpty = leads.length === 0 && list.loading === null && list.next === null && failure === null;

  return (
    <div hidden={!isActive} className="mx-auto max-w-6xl px-4 py-4 md:py-6">
      <div className="mb-3 flex flex-col gap-3 md:flex-row md:items-center md:justify-between">
        <h1 tabIndex={-1} className="text-xl font-semibold">{messages.leads.title}</h1>
        <FilterBar filter={filter} onChange={onFilter} searchField={searchField} onArrowDown={focusFirstRow} />
      </div>
      <div className="mb-3 min-h-9">
        <Suspense fallback={null}>
          <ListTools filter={filter} list={list} onChange={onFilter} onRenew={reload} />
        </Suspense>
      </div>
      {failure !== null && (
        <div className="mb-3">
          <FailureNotice failure={failure}>
            <Button onClick={reload}>{messages.failure.retry}</Button>
          </FailureNotice>
        </div>
      )}
      {isSearch(filter) && (
        <Suspense
          fallback={
            <div className="panel">
              <ListSkeleton />
            </div>
          }
        >
          <SearchResults filter={filter} rows={rows} now={now} />
        </Suspense>
      )}
      <div hidden={isSearch(filter)} className="panel overflow-hidden" aria-busy={list.loading === "first"}>
        {inTrash && list.loading !== "first" && (
          <Suspense fallback={<ListSkeleton />}>
            <TrashRows leads={leads} now={now} onRestored={reload} />
          </Suspense>
        )}
        {leads.length > 0 && !inTrash && !isSearch(filter) && (
          <>
            <div
              aria-hidden="true"
              className={`${columns} border-b border-line bg-sunken px-4 py-1.5 text-xs text-muted max-md:hidden`}
            >
              <span>{messages.leads.company}</span>
              <span>{messages.leads.contact}</span>
              <span>{messages.leads.status}</span>
              <span className="text-right">{messages.leads.score}</span>
              <span className="text-right">{messages.leads.dropped}</span>
            </div>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the links inside */}
            <ul ref={rows} aria-label={messages.leads.list} data-testid="lead-list" onKeyDown={moveInList}>
              {leads.map((lead) => (
                <LeadRow
                  key={lead.id}
                  lead={lead}
                  progress={list.progress.get(lead.id)}
                  now={now}
                  isNew={isArrival(list, lead)}
                />
              ))}
            </ul>
          </>
        )}
        {leads.length === 0 && list.loading === "first" && <ListSkeleton />}
        {isEmpty && !inTrash && <EmptyList filter={filter} />}
        {list.next !== null && failure === null && (
          leads.length < LOADED_LEADS_MAX
            ? <LoadMore isLoading={list.loading !== null} onLoad={loadMore} />
            : <p className="p-4 text-center text-muted">{messages.leads.tooMany}</p>
        )}
      </div>
      <LiveRegion text={announcement} />
    </div>
  );
}
