import { type FormEvent, type ReactElement, useCallback, useId, useState } from "react";
import { listTraces, type TraceFilter, type TracePage as Page, type TraceSummary } from "../../api/nodeTraces.ts";
import { navigate } from "../../app/navigation.ts";
import { tracePath } from "../../app/Route.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { durationText } from "../../jobs/durationText.ts";
import { usePausedText } from "../../jobs/list/usePausedText.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { usePages } from "../../ui/usePages.ts";
import { useRenewal } from "../../ui/useRenewal.ts";
import { NodeFrame } from "../NodeFrame.tsx";
import { everyTrace, tracesPath } from "../paths.ts";
import { useWords } from "../words/useWords.ts";
import { TraceStatusBadge } from "./TraceStatusBadge.tsx";

const INTERVAL_MS = 5_000;

/** What the node did, one click or job a row. */
export function TracesPage({ filter }: { readonly filter: TraceFilter }): ReactElement {
  const words = useWords().traces;
  const { minMs, status, route } = filter;
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => listTraces({ minMs, status, route }, cursor, signal),
    [minMs, status, route],
  );
  const pages = usePages<TraceSummary, Page>(fetch);
  const { reload } = pages;
  useRenewal(reload, INTERVAL_MS);
  const onFilter = useCallback((next: TraceFilter) => navigate(tracesPath(next), true), []);
  const now = useNow();
  const longest = Math.max(1, ...pages.items.map(({ durationMs }) => durationMs));
  return (
    <NodeFrame chosen="traces">
      <p className="mb-2 text-muted">{words.intro}</p>
      <TraceFilterBar
        filter={filter}
        names={[...new Set(pages.items.map(({ name }) => name))].toSorted()}
        onChange={onFilter}
      />
      <div className="panel mt-2 overflow-hidden">
        <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload }} lines={8}>
          {() =>
            pages.items.length > 0
              ? (
                <ul aria-label={words.list} className="divide-y divide-line" data-testid="traces">
                  {pages.items.map((trace) => (
                    <TraceRow key={trace.traceId} trace={trace} longestMs={longest} now={now} />
                  ))}
                </ul>
              )
              : tracesPath(filter) !== tracesPath()
              ? (
                <EmptyNote title={words.nothingTitle} text={words.nothingText}>
                  <Button
                    className="mt-2"
                    onClick={() => onFilter(everyTrace)}
                  >
                    {words.clear}
                  </Button>
                </EmptyNote>
              )
              : <EmptyNote title={words.emptyTitle} text={words.emptyText} />}
        </FetchedList>
        <MoreButton pages={pages} />
      </div>
    </NodeFrame>
  );
}

interface TraceRowProps {
  readonly trace: TraceSummary;
  /** Of those that are shown. */
  readonly longestMs: number;
  readonly now: number;
}

function TraceRow({ trace, longestMs, now }: TraceRowProps): ReactElement {
  const words = useWords().traces;
  const { formats, language } = useSpeech();
  return (
    <li
      data-testid="trace-row"
      className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-sunken md:grid-cols-[minmax(0,1fr)_9rem_6rem_6rem_7rem]"
    >
      <span className="min-w-0 max-md:col-span-2">
        <Link
          to={tracePath(trace.traceId)}
          className="block rounded font-medium wrap-anywhere after:absolute after:inset-0 md:truncate"
        >
          {trace.name}
        </Link>
        <span className="block truncate font-mono text-xs text-muted">{trace.traceId}</span>
      </span>
      <span className="flex min-w-0 flex-col gap-1 max-md:order-last max-md:items-end">
        <span className="text-right tabular-nums md:text-left">{durationText(trace.durationMs, language)}</span>
        <span aria-hidden="true" className="h-1 w-full overflow-hidden rounded-full bg-sunken max-md:hidden">
          <span
            className={`block h-full origin-left rounded-full ${trace.status === "error" ? "bg-bad" : "bg-accent"}`}
            style={{ transform: `scaleX(${Math.max(0.01, trace.durationMs / longestMs)})` }}
          />
        </span>
      </span>
      <span>
        <TraceStatusBadge status={trace.status} />
      </span>
      <span className="text-xs text-muted max-md:hidden">
        {words.spans(formats.number(trace.spanCount), trace.spanCount === 1)}
      </span>
      <time
        dateTime={trace.startedAt}
        title={formats.dateTime(trace.startedAt)}
        className="text-right text-xs text-muted max-md:hidden"
      >
        {formats.ago(trace.startedAt, now)}
      </time>
    </li>
  );
}

interface TraceFilterBarProps {
  readonly filter: TraceFilter;
  /** Those that were seen so far: the node looks for a whole one. */
  readonly names: readonly string[];
  readonly onChange: (filter: TraceFilter) => void;
}

function TraceFilterBar({ filter, names, onChange }: TraceFilterBarProps): ReactElement {
  const words = useWords().traces;
  const listId = useId();
  const [route, setRoute] = usePausedText(
    filter.route,
    useCallback((next: string) => onChange({ ...filter, route: next }), [filter, onChange]),
  );
  const [minMs, setMinMs] = usePausedText(
    filter.minMs,
    useCallback((next: string) => onChange({ ...filter, minMs: next }), [filter, onChange]),
  );
  const [wanted, setWanted] = useState("");
  const id = wanted.trim().toLowerCase();
  const open = (event: FormEvent) => {
    event.preventDefault();
    if (id !== "") navigate(tracePath(id));
  };
  return (
    <div className="flex flex-wrap gap-2">
      <input
        type="search"
        aria-label={words.route}
        placeholder={words.anyRoute}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        className="control min-w-0 flex-1 basis-full md:basis-40"
        list={listId}
        value={route}
        onChange={(event) => setRoute(event.target.value)}
      />
      <datalist id={listId}>{names.map((known) => <option key={known}>{known}</option>)}</datalist>
      <select
        aria-label={words.status}
        className="control min-w-0 flex-1 basis-36 md:flex-none md:basis-auto"
        value={filter.status}
        onChange={(event) => {
          const { value } = event.target;
          onChange({ ...filter, status: value === "ok" || value === "error" ? value : "" });
        }}
      >
        <option value="">{words.anyStatus}</option>
        <option value="ok">{words.statuses.ok}</option>
        <option value="error">{words.statuses.error}</option>
      </select>
      <input
        type="text"
        inputMode="numeric"
        aria-label={words.minMs}
        placeholder={words.minMs}
        autoComplete="off"
        className="control min-w-0 flex-1 basis-36 md:w-44 md:flex-none md:basis-auto"
        value={minMs}
        onChange={(event) => setMinMs(event.target.value.replace(/\D/g, "").slice(0, 7))}
      />
      <form onSubmit={open} className="flex min-w-0 flex-1 basis-full gap-2 md:flex-none md:basis-auto">
        <input
          type="text"
          aria-label={words.find}
          placeholder={words.find}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          className="control min-w-0 flex-1 font-mono placeholder:font-sans md:w-72"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <Button type="submit" aria-disabled={id === ""}>{words.open}</Button>
      </form>
    </div>
  );
}
