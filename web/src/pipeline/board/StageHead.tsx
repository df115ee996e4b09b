import type { ReactElement } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { sumsText } from "../../leadWork/valueText.ts";
import { useWords } from "../words/useWords.ts";
import type { Column } from "./boardState.ts";

/** What a stage is called, what stands in it, and how much that is. */
export function StageHead({ column }: { readonly column: Column }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const { stage, count, staleCount, sums, weighted } = column;
  const forecast = sumsText(weighted, formats.language);
  const sum = sumsText(sums, formats.language);
  return (
    <header className="flex flex-col gap-0.5 px-3 pt-2 pb-2">
      <span className="h-1 w-10 rounded-full" style={{ backgroundColor: stage.colour }} />
      <h2 className="flex items-baseline justify-between gap-2 font-semibold">
        <span className="min-w-0 truncate" title={stage.name}>{stage.name}</span>
        <span className="text-xs font-medium text-muted tabular-nums" data-testid="stage-count">
          <span aria-hidden="true">{formats.number(count)}</span>
          <span className="sr-only">{words.totals(formats.number(count))}</span>
        </span>
      </h2>
      <p className="flex min-h-4.5 flex-wrap justify-between gap-x-2 text-xs text-muted tabular-nums">
        <span data-testid="stage-sum">{sum}</span>
        {staleCount > 0 && (
          <span className="text-warn" data-testid="stage-stale">{words.staleCount(formats.number(staleCount))}</span>
        )}
      </p>
      {forecast !== "" && stage.kind === "open" && stage.probability < 100 && (
        <p className="text-xs text-muted tabular-nums" title={words.forecastAbout} data-testid="stage-forecast">
          {formats.percent(stage.probability)} · {forecast}
        </p>
      )}
    </header>
  );
}
