import { type ReactElement, useState } from "react";
import type { HealthMetric, HealthRange } from "../../api/health.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Section } from "../../ui/Section.tsx";
import { measureText } from "../measureText.ts";
import { useWords } from "../words/useWords.ts";
import { HealthBadge } from "./HealthBadge.tsx";
import { MetricHistory } from "./MetricHistory.tsx";

const dots = { ok: "bg-good", warn: "bg-warn", failing: "bg-bad", unknown: "bg-edge" };

/** One metric: what it is now, what it should be, of what it is made, and how it was. */
export function MetricPanel(
  { metric, range }: { readonly metric: HealthMetric; readonly range: HealthRange },
): ReactElement {
  const words = useWords().health;
  const { formats } = useSpeech();
  const [chosen, setChosen] = useState<string | null>(null);
  const { name, unit, parts } = metric;
  const title = words.metrics[name] ?? name;
  const text = (value: number | null | undefined) =>
    typeof value === "number" ? measureText(value, unit, formats) : words.noValue;
  // A queue may be gone since.
  const part = parts.some((known) => known.name === chosen) ? chosen : null;
  return (
    <Section title={title} aside={<HealthBadge state={metric.state} />}>
      <div data-testid="metric" data-metric={name} className="flex flex-col gap-3 px-4 py-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <p className="text-2xl font-semibold tabular-nums" data-testid="metric-value">{text(metric.value)}</p>
          <p className="text-xs text-muted">
            {words.abouts[name]}
            {typeof metric.target === "number" && (
              <span className="whitespace-nowrap">
                {words.abouts[name] === undefined ? "" : " · "}
                <span
                  aria-hidden="true"
                  className="mr-1 inline-block w-4 border-t-2 border-dashed border-warn align-middle"
                />
                {words.target(text(metric.target))}
              </span>
            )}
          </p>
        </div>
        {parts.length > 0 && (
          <div role="group" aria-label={words.part(title)} className="flex flex-wrap gap-1.5">
            {[null, ...parts].map((known) => (
              <button
                key={known?.name ?? ""}
                type="button"
                data-part={known?.name}
                aria-pressed={(known?.name ?? null) === part}
                onClick={() => setChosen(known?.name ?? null)}
                className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-full border border-line px-2.5 text-xs text-muted hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
              >
                {known === null ? words.whole : (
                  <>
                    <span aria-hidden="true" className={`size-1.5 shrink-0 rounded-full ${dots[known.state]}`} />
                    <span className="truncate">{words.parts[known.name] ?? known.name}</span>
                    <span className="font-medium tabular-nums">{text(known.value)}</span>
                    <span className="sr-only">{words.states[known.state]}</span>
                  </>
                )}
              </button>
            ))}
          </div>
        )}
        <div className="mt-auto pt-1">
          <MetricHistory key={`${range} ${part}`} metric={metric} title={title} part={part} range={range} />
        </div>
      </div>
    </Section>
  );
}
