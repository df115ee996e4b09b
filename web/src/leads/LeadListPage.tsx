import { type ReactElement, type RefObject, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { lazy } from "../ui/lazy.ts";
import { isSearch, isTrash, type LeadFilter, listedBy, queryOf } from "../api/LeadFilter.ts";
import { afterPaint, firstPageShown } from "../app/firstPage.ts";
import { Later } from "../app/Later.tsx";
import { navigate } from "../app/navigation.ts";
import { leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useNow } from "../app/useNow.ts";
import { useTitle } from "../app/useTitle.ts";
import { isFirstRunOver as wasFirstRunHidden } from "../firstRun/kept.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { isLeadChange, type LeadEnvelope } from "../realtime/Envelope.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { LiveRegion } from "../ui/LiveRegion.tsx";
import { type ColumnName, namedColumns, rememberColumns, rememberedColumns } from "./columns.ts";
import { EmptyList } from "./EmptyList.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { LOADED_LEADS_MAX, visibleLeads } from "./leadList.ts";
import type { NewsMarks } from "./LeadRow.tsx";
import { LeadRows } from "./LeadRows.tsx";
import { ListSkeleton } from "./ListSkeleton.tsx";
import { LoadMore } from "./LoadMore.tsx";
import { useChoice } from "./useChoice.ts";
import { useLeadList } from "./useLeadList.ts";

const BulkBar = lazy(() => import("../bulk/BulkBar.tsx"));
const FirstRun = lazy(() => import("../firstRun/FirstRun.tsx"));
const ColumnNames = lazy(() => import("./ColumnNames.tsx"));
const ListExtras = lazy(() => import("./ListExtras.tsx"));
const ListTools = lazy(() => import("../finding/ListTools.tsx"));
const SearchResults = lazy(() => import("../finding/SearchResults.tsx"));
const TrashRows = lazy(() => import("../finding/TrashRows.tsx"));

const noLookups: Lookups = { members: [], projects: [], stages: [] };

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
  const panel = useRef<HTMLDivElement>(null);
  const [announcement, setAnnouncement] = useState("");
  useTitle(messages.leads.title, isActive);

  const onEvent = useCallback((envelope: LeadEnvelope) => {
    if (!isLeadChange(envelope)) return;
    const { company, status } = envelope.payload.lead;
    setAnnouncement(messages.leads.changed(company, messages.status[status]));
  }, [messages]);
  const { list, failure, loadMore, reload, accept } = useLeadList(
    session.workspace.id,
    listedBy(filter),
    onEvent,
  );
  const leads = useMemo(() => visibleLeads(list), [list]);
  const choice = useChoice(leads);
  // What was done can be taken back after nothing is chosen any more.
  const [hasChosen, setHasChosen] = useState(false);
  if (choice.ids.size > 0 && !hasChosen) setHasChosen(true);
  const mayChoose = session.permissions.includes("leads.write");
  const [columns, setColumns] = useState(rememberedColumns);
  const onColumns = useCallback((next: readonly ColumnName[]) => {
    rememberColumns(next);
    setColumns(next);
  }, []);
  const project = new URLSearchParams(filter.rest).get("project") ?? session.project.id;
  const [lookups, setLookups] = useState(noLookups);
  const [news, setNews] = useState<NewsMarks>(new Map());
  const inTrash = isTrash(filter);
  const [isFirstRunOver, setFirstRunOver] = useState(() => wasFirstRunHidden(session.workspace.id));
  const [isFirstRun, setFirstRun] = useState(false);
  // Once it is shown it stays to its end: the first lead that is ready is what it ends with.
  const isYoung = !isFirstRunOver && list.loading === null && list.next === null && failure === null &&
    queryOf(filter) === "" && leads.every(({ status, tags }) => status !== "ready" || tags.includes("sample"));
  if (isYoung && !isFirstRun) setFirstRun(true);
  const showsFirstRun = isFirstRun && !isFirstRunOver && queryOf(filter) === "" &&
    session.permissions.includes("leads.drop");
  const onFilter = useCallback((next: LeadFilter) => navigate(leadsPath(next), true), []);
  const onSort = useCallback((sort: string) => {
    const rest = new URLSearchParams(filter.rest);
    rest.delete("sort");
    if (sort !== "-created") rest.set("sort", sort);
    onFilter({ ...filter, rest: `${rest}` });
  }, [filter, onFilter]);
  const hasAnswer = list.loading !== "first";
  useEffect(() => {
    if (hasAnswer) afterPaint(firstPageShown);
  }, [hasAnswer]);
  const focusFirstRow = () => rows.current?.querySelector<HTMLElement>("[data-lead-link]")?.focus();
  const isEmpty = leads.length === 0 && list.loading === null && list.next === null && failure === null;

  return (
    <div hidden={!isActive} className="relative mx-auto max-w-6xl px-4 py-4 md:py-6">
      <div className="mb-3 flex flex-col gap-3 md:flex-row md:items-center md:justify-between">
        <h1 tabIndex={-1} className="text-xl font-semibold">{messages.leads.title}</h1>
        <FilterBar filter={filter} onChange={onFilter} searchField={searchField} onArrowDown={focusFirstRow} />
      </div>
      <div className="mb-3 min-h-9">
        <Later>
          <ListTools
            filter={filter}
            columns={columns}
            onColumns={onColumns}
            list={list}
            onChange={onFilter}
            onRenew={reload}
          />
        </Later>
      </div>
      {failure !== null && (
        <div className="mb-3">
          <FailureNotice failure={failure}>
            <Button onClick={reload}>{messages.failure.retry}</Button>
          </FailureNotice>
        </div>
      )}
      {showsFirstRun && (
        // As high as it is for whoever set the node up, so that what is below stays where it is.
        <Suspense fallback={<div className="mb-3 h-85" />}>
          <FirstRun leads={leads} onHide={() => setFirstRunOver(true)} />
        </Suspense>
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
      <div
        ref={panel}
        hidden={isSearch(filter)}
        className="panel overflow-hidden empty:hidden"
        aria-busy={list.loading === "first"}
      >
        {inTrash && list.loading !== "first" && (
          <Suspense fallback={<ListSkeleton />}>
            <TrashRows leads={leads} now={now} onRestored={reload} />
          </Suspense>
        )}
        {leads.length > 0 && !inTrash && !isSearch(filter) && (
          <Suspense fallback={<ListSkeleton />}>
            <LeadRows
              rows={rows}
              leads={leads}
              list={list}
              columns={columns}
              lookups={lookups}
              news={news}
              now={now}
              sort={new URLSearchParams(filter.rest).get("sort") ?? "-created"}
              onSort={onSort}
              choice={mayChoose ? choice : null}
            />
          </Suspense>
        )}
        {leads.length === 0 && list.loading === "first" && <ListSkeleton />}
        {isEmpty && !inTrash && <EmptyList filter={filter} />}
        {list.next !== null && failure === null && (
          leads.length < LOADED_LEADS_MAX
            ? <LoadMore isLoading={list.loading !== null} onLoad={loadMore} />
            : <p className="p-4 text-center text-muted">{messages.leads.tooMany}</p>
        )}
      </div>
      {mayChoose && (choice.ids.size > 0 || hasChosen) && (
        <Suspense fallback={null}>
          <BulkBar leads={choice.leads} onClear={choice.clear} />
        </Suspense>
      )}
      {columns.some((name) => namedColumns.has(name)) && (
        <Suspense fallback={null}>
          <ColumnNames projectId={project} onKnown={setLookups} />
        </Suspense>
      )}
      <Later>
        <ListExtras
          panel={panel}
          leads={leads}
          columns={columns}
          lookups={lookups}
          isActive={isActive && !inTrash}
          onStored={accept}
          onReload={reload}
          onNews={setNews}
        />
      </Later>
      <LiveRegion text={announcement} />
    </div>
  );
}
