import { type ReactElement, type ReactNode, useCallback } from "react";
import { openTrace, type WholeTrace } from "../../api/nodeTraces.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { durationText } from "../../jobs/durationText.ts";
import { exactTime } from "../../jobs/timeText.ts";
import { buttonClass } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Link } from "../../ui/Link.tsx";
import { Panels } from "../../ui/Panels.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { LogLines } from "../logs/LogLines.tsx";
import { NodeFrame } from "../NodeFrame.tsx";
import { logsPath, tracesPath } from "../paths.ts";
import { useWords } from "../words/useWords.ts";
import { TraceStatusBadge } from "./TraceStatusBadge.tsx";
import { WaterfallRows } from "./WaterfallRows.tsx";
import { waterfallOf } from "./waterfall.ts";

/** The story of one click or job: its spans, and its lines of the log. */
export function TracePage({ traceId }: { readonly traceId: string }): ReactElement {
  const words = useWords().traces;
  const fetched = useFetched(useCallback((signal: AbortSignal) => openTrace(traceId, signal), [traceId]));
  const isUnknown = fetched.failure?.status === 404;
  return (
    <NodeFrame chosen="traces">
      <p className="mb-2">
        <Link to={tracesPath()} className={`${buttonClass("quiet")} -ml-3`}>
          <span aria-hidden="true">‹</span> {words.back}
        </Link>
      </p>
      {isUnknown
        ? (
          <div className="panel" data-testid="trace-unknown">
            <EmptyNote title={words.unknownTitle} text={words.unknownText}>
              <p className="mt-1 font-mono text-xs break-all text-muted">{traceId}</p>
              <Link to={logsPath({ traceId })} className={`${buttonClass("plain")} mt-2`}>{words.toLogs}</Link>
            </EmptyNote>
          </div>
        )
        : (
          <div className={fetched.value === null ? "panel" : ""}>
            <FetchedList fetched={fetched} lines={6}>{(trace) => <TraceStory trace={trace} />}</FetchedList>
          </div>
        )}
    </NodeFrame>
  );
}

function TraceStory({ trace }: { readonly trace: WholeTrace }): ReactElement {
  const all = useWords();
  const words = all.traces;
  const { formats, language, messages } = useSpeech();
  const waterfall = waterfallOf(trace.spans);
  const root = waterfall.rows[0]?.span;
  const hasFailed = trace.spans.some(({ status }) => status === "error");
  return (
    <Panels className="flex flex-col gap-4">
      <div className="panel px-4 py-3">
        <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="min-w-0 font-semibold wrap-anywhere">{root?.name ?? trace.traceId}</h2>
          <TraceStatusBadge status={hasFailed ? "error" : "ok"} />
        </div>
        <dl className="flex flex-wrap gap-x-8 gap-y-2">
          <Fact name={words.started}>{exactTime(new Date(waterfall.startedAtMs).toISOString(), language)}</Fact>
          <Fact name={words.took}>{durationText(waterfall.durationMs, language)}</Fact>
          <Fact name={words.spanCount}>{formats.number(trace.spans.length)}</Fact>
          <Fact name={words.id}>
            <span className="flex flex-wrap items-center gap-2">
              <code className="font-mono text-xs break-all select-all">{trace.traceId}</code>
              <CopyButton text={trace.traceId} label={messages.shell.copyOf(words.id)} />
            </span>
          </Fact>
        </dl>
      </div>
      <Section title={words.waterfall}>
        <WaterfallRows waterfall={waterfall} />
      </Section>
      <Section title={all.logs.title}>
        {trace.logs.length === 0
          ? <p className="px-4 py-3 text-muted">{all.logs.none}</p>
          : <LogLines lines={trace.logs} label={all.logs.title} withoutTrace />}
      </Section>
    </Panels>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
