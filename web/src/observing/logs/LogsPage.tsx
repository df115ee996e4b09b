import { type ReactElement, useCallback, useId, useState } from "react";
import {
  listNodeLogs,
  logLevels,
  logPageSize,
  type NodeLogFilter,
  type NodeLogLine,
  type NodeLogPage,
} from "../../api/nodeLogs.ts";
import { navigate } from "../../app/navigation.ts";
import { usePausedText } from "../../jobs/list/usePausedText.ts";
import { Button } from "../../ui/Button.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { usePages } from "../../ui/usePages.ts";
import { useRenewal } from "../../ui/useRenewal.ts";
import { NodeFrame } from "../NodeFrame.tsx";
import { everyLine, logsPath } from "../paths.ts";
import { useWords } from "../words/useWords.ts";
import { LogLines } from "./LogLines.tsx";

const LIVE_MS = 2_000;
/** The node takes no longer ones. */
const TEXT_MAX = 200;

/** The recent part of the node’s log, searched. */
export function LogsPage({ filter }: { readonly filter: NodeLogFilter }): ReactElement {
  const words = useWords().logs;
  const { level, text, logger, traceId } = filter;
  const [isLive, setLive] = useState(true);
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => listNodeLogs({ level, text, logger, traceId }, cursor, signal),
    [level, text, logger, traceId],
  );
  const pages = usePages<NodeLogLine, NodeLogPage>(fetch);
  const { reload } = pages;
  // Further down one reads what was: renewing all of it would ask for much.
  useRenewal(reload, LIVE_MS, isLive && pages.items.length <= logPageSize);
  const onFilter = useCallback((next: NodeLogFilter) => navigate(logsPath(next), true), []);
  const isFiltered = logsPath(filter) !== logsPath();
  return (
    <NodeFrame
      chosen="logs"
      aside={
        <label className="inline-flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            aria-label={words.live}
            className="size-4"
            checked={isLive}
            onChange={(event) => setLive(event.target.checked)}
          />
          {words.live}
        </label>
      }
    >
      <LogFilterBar
        filter={filter}
        loggers={[...new Set(pages.items.map(({ logger }) => logger))].toSorted()}
        onChange={onFilter}
      />
      <div className="panel mt-2 overflow-hidden">
        <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload }} lines={8}>
          {() =>
            pages.items.length > 0
              ? <LogLines lines={pages.items} label={words.list} />
              : isFiltered
              ? (
                <EmptyNote title={words.nothingTitle} text={words.nothingText}>
                  <Button className="mt-2" onClick={() => onFilter(everyLine)}>{words.clear}</Button>
                </EmptyNote>
              )
              : <EmptyNote title={words.emptyTitle} text={words.emptyText} />}
        </FetchedList>
        <MoreButton pages={pages} />
      </div>
    </NodeFrame>
  );
}

interface LogFilterBarProps {
  readonly filter: NodeLogFilter;
  /** Those that were seen so far. */
  readonly loggers: readonly string[];
  readonly onChange: (filter: NodeLogFilter) => void;
}

function LogFilterBar({ filter, loggers, onChange }: LogFilterBarProps): ReactElement {
  const words = useWords().logs;
  const id = useId();
  const [text, setText] = usePausedText(
    filter.text,
    useCallback((next: string) => onChange({ ...filter, text: next }), [filter, onChange]),
  );
  const [logger, setLogger] = usePausedText(
    filter.logger,
    useCallback((next: string) => onChange({ ...filter, logger: next }), [filter, onChange]),
  );
  const [traceId, setTraceId] = usePausedText(
    filter.traceId,
    useCallback((next: string) => {
      // A part of an id names no trace.
      if (next === "" || /^[0-9a-f]{32}$/i.test(next)) onChange({ ...filter, traceId: next.toLowerCase() });
    }, [filter, onChange]),
  );
  return (
    <div role="search" className="flex flex-wrap gap-2">
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        className="control min-w-0 flex-1 basis-full md:basis-60"
        maxLength={TEXT_MAX}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <select
        aria-label={words.level}
        className="control min-w-0 flex-1 md:flex-none"
        value={filter.level}
        onChange={(event) =>
          onChange({ ...filter, level: logLevels.find((level) => level === event.target.value) ?? "" })}
      >
        <option value="">{words.anyLevel}</option>
        {logLevels.map((level) => <option key={level} value={level}>{words.levels[level]}</option>)}
      </select>
      <input
        type="search"
        aria-label={words.logger}
        placeholder={words.anyLogger}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        className="control min-w-0 flex-1 md:w-40 md:flex-none"
        maxLength={TEXT_MAX}
        list={id}
        value={logger}
        onChange={(event) => setLogger(event.target.value)}
      />
      <datalist id={id}>{loggers.map((known) => <option key={known}>{known}</option>)}</datalist>
      <input
        type="search"
        aria-label={words.trace}
        placeholder={words.anyTrace}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        className="control min-w-0 flex-1 basis-full font-mono placeholder:font-sans md:w-72 md:flex-none md:basis-auto"
        value={traceId}
        onChange={(event) => setTraceId(event.target.value)}
      />
    </div>
  );
}
