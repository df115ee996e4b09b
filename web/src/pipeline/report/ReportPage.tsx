import { type ReactElement, useCallback, useState } from "react";
import { fetchReport, type Outcome, type PipelineReport, type StageReport } from "../../api/pipeline.ts";
import { navigate } from "../../app/navigation.ts";
import { pipelinePath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { MomentField } from "../../leadWork/MomentField.tsx";
import { sumsText } from "../../leadWork/valueText.ts";
import { Button } from "../../ui/Button.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { lastDays, type Span, spanOf, spanText } from "./spans.ts";

const lengths = [30, 90, 365] as const;

interface ReportPageProps {
  readonly projectId: string;
  readonly search: string;
}

/** What went through the pipeline in some days: how many, how fast, and why they were won and lost. */
export default function ReportPage({ projectId, search }: ReportPageProps): ReactElement {
  const words = useWords().report;
  const [today] = useState(() => new Date());
  const span = spanOf(search, today);
  const isBackwards = span.from > span.to;
  const go = (next: Span) =>
    navigate(
      pipelinePath("report", `?${new URLSearchParams({ project: projectId, from: next.from, to: next.to })}`),
      true,
    );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <MomentField
          name="from"
          type="date"
          label={words.from}
          value={span.from}
          onChange={(from) => from !== "" && go({ ...span, from })}
          fault={isBackwards ? words.backwards : undefined}
        />
        <MomentField
          name="to"
          type="date"
          label={words.to}
          value={span.to}
          onChange={(to) => to !== "" && go({ ...span, to })}
        />
        <span className="flex flex-wrap gap-1">
          {lengths.map((count) => (
            <Button key={count} look="quiet" onClick={() => go(lastDays(count, today))}>
              {words.days(count)}
            </Button>
          ))}
        </span>
      </div>
      {!isBackwards && <Report key={`${span.from} ${span.to}`} projectId={projectId} span={span} />}
    </div>
  );
}

function Report({ projectId, span: { from, to } }: { readonly projectId: string; readonly span: Span }): ReactElement {
  const words = useWords().report;
  const fetch = useCallback((signal: AbortSignal) => fetchReport(projectId, from, to, signal), [projectId, from, to]);
  const fetched = useFetched(fetch);
  return (
    <FetchedList fetched={fetched} lines={6}>
      {(report) => (
        <div className="flex flex-col gap-4" data-testid="report">
          <div className="grid gap-4 md:grid-cols-2">
            <OutcomeSection title={words.won} outcome={report.won} />
            <OutcomeSection title={words.lost} outcome={report.lost} />
          </div>
          <Section title={words.chart}>
            <Chart report={report} />
          </Section>
          <Section title={words.table}>
            <StageTable stages={report.stages} />
          </Section>
        </div>
      )}
    </FetchedList>
  );
}

function OutcomeSection({ title, outcome }: { readonly title: string; readonly outcome: Outcome }): ReactElement {
  const words = useWords().report;
  const { formats } = useSpeech();
  const most = Math.max(1, ...outcome.reasons.map(({ count }) => count));
  return (
    <Section title={title}>
      <div className="flex flex-col gap-3 px-4 py-3">
        <p className="flex flex-wrap items-baseline gap-x-3 tabular-nums">
          <span className="text-2xl font-semibold">{formats.number(outcome.count)}</span>
          <span className="text-muted">{sumsText(outcome.sums, formats.language)}</span>
        </p>
        {outcome.reasons.length > 0 && (
          <table className="w-full">
            <caption className="pb-1 text-left text-xs text-muted">{words.reasons}</caption>
            <tbody>
              {outcome.reasons.map(({ reason, count }) => (
                <tr key={reason ?? ""}>
                  <th scope="row" className="w-1/2 py-0.5 pr-3 text-left font-normal break-words">
                    {reason ?? <span className="text-muted">{words.noReason}</span>}
                  </th>
                  <td className="py-0.5">
                    <Bar share={count / most} text={formats.number(count)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Section>
  );
}

/** A bar and its figure. */
function Bar(
  { share, text, colour }: { readonly share: number; readonly text: string; readonly colour?: string },
): ReactElement {
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span className="block h-3 min-w-0 flex-1" aria-hidden="true">
        <span
          className={`block h-full rounded-r bg-accent ${share > 0 ? "min-w-px" : ""}`}
          style={{ width: `${share * 100}%`, ...(colour === undefined ? {} : { backgroundColor: colour }) }}
        />
      </span>
      <span className="w-10 text-right">{text}</span>
    </span>
  );
}

function Chart({ report }: { readonly report: PipelineReport }): ReactElement {
  const { formats } = useSpeech();
  const most = Math.max(1, ...report.stages.map(({ entered }) => entered));
  return (
    <ul className="flex flex-col gap-1.5 px-4 py-3" data-testid="report-chart">
      {report.stages.map(({ stage, entered }) => (
        <li key={stage.id} className="grid grid-cols-[minmax(6rem,11rem)_1fr] items-center gap-3">
          <span className="truncate" title={stage.name}>{stage.name}</span>
          <Bar share={entered / most} text={formats.number(entered)} colour={stage.colour} />
        </li>
      ))}
    </ul>
  );
}

function StageTable({ stages }: { readonly stages: readonly StageReport[] }): ReactElement {
  const words = useWords().report;
  const { formats } = useSpeech();
  const figures = [words.entered, words.left, words.movedOn, words.conversion, words.median, words.p90];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a table that is wider than a phone is scrolled by keys, too
    <div className="overflow-x-auto" tabIndex={0} role="group" aria-label={words.table}>
      <table className="w-full min-w-160 tabular-nums" data-testid="report-table">
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            <th scope="col" className="px-4 py-1.5 text-left font-normal">{words.stage}</th>
            {figures.map((name) => <th key={name} scope="col" className="px-3 py-1.5 text-right font-normal">{name}
            </th>)}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {stages.map(({ stage, entered, left, movedOn, conversion, medianMs, p90Ms }) => (
            <tr key={stage.id}>
              <th scope="row" className="px-4 py-1.5 text-left font-medium">
                <span className="flex items-center gap-2">
                  <span
                    aria-hidden="true"
                    className="size-2.5 shrink-0 rounded-full"
                    style={{ backgroundColor: stage.colour }}
                  />
                  {stage.name}
                </span>
              </th>
              {[
                formats.number(entered),
                formats.number(left),
                formats.number(movedOn),
                conversion === null || stage.kind !== "open"
                  ? words.none
                  : formats.percent(Math.round(conversion * 100)),
                spanText(medianMs, words, formats),
                spanText(p90Ms, words, formats),
              ].map((text, index) => <td key={figures[index]} className="px-3 py-1.5 text-right">{text}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
