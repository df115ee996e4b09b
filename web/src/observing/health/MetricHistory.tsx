import { type ReactElement, useCallback, useMemo } from "react";
import { healthHistory, type HealthMetric, type HealthRange } from "../../api/health.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { usePolled } from "../../jobs/polling/usePolled.ts";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { LineChart } from "../chart/LineChart.tsx";
import { measureText } from "../measureText.ts";
import { useWords } from "../words/useWords.ts";
import { momentText, rangeMs, renewalMs } from "./ranges.ts";

interface MetricHistoryProps {
  readonly metric: HealthMetric;
  readonly title: string;
  readonly part: string | null;
  readonly range: HealthRange;
}

/** How a metric, or a part of it, was over time. Its place keeps its height whatever there is to show. */
export function MetricHistory({ metric, title, part, range }: MetricHistoryProps): ReactElement {
  const words = useWords().health;
  const { formats, language } = useSpeech();
  const { name } = metric;
  const fetch = useCallback(
    (signal: AbortSignal) => healthHistory(name, part, range, signal),
    [name, part, range],
  );
  const { value, failure, asOf } = usePolled(fetch, renewalMs[range]);
  const points = useMemo(
    () => (value?.points ?? []).map(({ at, value }) => ({ atMs: Date.parse(at), value: value ?? null })),
    [value],
  );
  if (value === null && failure !== null) return <FailureNotice failure={failure} />;
  if (value === null || asOf === null) return <Skeleton className="h-37 w-full" />;
  const observed = points.flatMap(({ value }) => value === null ? [] : [value]);
  const last = observed.at(-1);
  if (last === undefined) return <p className="grid h-37 place-items-center text-muted">{words.noHistory}</p>;
  const text = (value: number) => measureText(value, metric.unit, formats);
  // A node whose clock is ahead has points that are yet to come.
  const toMs = Math.max(asOf, points.at(-1)?.atMs ?? asOf);
  return (
    <LineChart
      label={words.chart(title, text(last), text(Math.max(...observed)))}
      points={points}
      target={value.target ?? metric.target ?? null}
      fromMs={toMs - rangeMs[range]}
      toMs={toMs}
      valueText={text}
      timeText={(atMs) => momentText(atMs, range, language)}
    />
  );
}
