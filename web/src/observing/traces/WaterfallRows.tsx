import { type ReactElement, useState } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { durationText } from "../../jobs/durationText.ts";
import { textOf } from "../logs/logFields.ts";
import { useWords } from "../words/useWords.ts";
import type { Waterfall, WaterfallRow } from "./waterfall.ts";

/** The spans of a trace over its time; each opens to what it says. */
export function WaterfallRows({ waterfall }: { readonly waterfall: Waterfall }): ReactElement {
  const words = useWords().traces;
  const { language } = useSpeech();
  const [open, setOpen] = useState<string | null>(null);
  const marks = [0, 0.25, 0.5, 0.75, 1];
  return (
    <div data-testid="waterfall">
      <div
        aria-hidden="true"
        className="grid gap-x-3 border-b border-line bg-sunken px-4 py-1.5 text-xs text-muted md:grid-cols-[20rem_minmax(0,1fr)_4.5rem]"
      >
        <span className="max-md:hidden">{words.span}</span>
        <span className="flex justify-between tabular-nums">
          {marks.map((share) => <span key={share}>{durationText(share * waterfall.durationMs, language)}</span>)}
        </span>
        <span className="max-md:hidden" />
      </div>
      <ol aria-label={words.waterfall} className="divide-y divide-line">
        {waterfall.rows.map((row) => (
          <SpanRow
            key={row.span.spanId}
            row={row}
            isOpen={open === row.span.spanId}
            onToggle={() => setOpen(open === row.span.spanId ? null : row.span.spanId)}
          />
        ))}
      </ol>
    </div>
  );
}

interface SpanRowProps {
  readonly row: WaterfallRow;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function SpanRow({ row, isOpen, onToggle }: SpanRowProps): ReactElement {
  const words = useWords().traces;
  const { language } = useSpeech();
  const { span, offsetMs } = row;
  const took = durationText(span.durationMs, language);
  const isFailed = span.status === "error";
  return (
    <li data-testid="span" data-status={span.status}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={words.timeline(span.name, durationText(offsetMs, language), took)}
        onClick={onToggle}
        className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-1.5 text-left -outline-offset-2 hover:bg-sunken md:grid-cols-[20rem_minmax(0,1fr)_4.5rem]"
      >
        <span
          className={`min-w-0 truncate ${isFailed ? "text-bad" : ""}`}
          style={{ paddingLeft: `${row.depth * 0.75}rem` }}
        >
          {span.name}
        </span>
        <span className="relative h-4 rounded bg-sunken/60 max-md:order-last max-md:col-span-2 max-md:h-2.5">
          <span
            className={`absolute inset-y-0 min-w-0.5 rounded ${isFailed ? "bg-bad" : "bg-accent"}`}
            style={{ left: `${Math.min(99.5, row.start * 100)}%`, width: `${row.width * 100}%` }}
          />
        </span>
        <span className="text-right text-xs text-muted tabular-nums">{took}</span>
      </button>
      {isOpen && <SpanDetails row={row} />}
    </li>
  );
}

function SpanDetails({ row }: { readonly row: WaterfallRow }): ReactElement {
  const words = useWords().traces;
  const { language } = useSpeech();
  const { span } = row;
  const attributes = Object.entries(span.attributes ?? {});
  const facts = [[words.kind, span.kind], [words.offset, durationText(row.offsetMs, language)]] as const;
  return (
    <div className="bg-sunken px-4 py-2 text-xs">
      {row.isOrphan && <p className="mb-1.5 text-muted">{words.orphan}</p>}
      <dl className="grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-0.5 font-mono md:grid-cols-[minmax(10rem,auto)_minmax(0,1fr)]">
        {[...facts, ...attributes].map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted wrap-anywhere">{name}</dt>
            <dd className="whitespace-pre-wrap wrap-anywhere">{textOf(value)}</dd>
          </div>
        ))}
      </dl>
      {attributes.length === 0 && <p className="mt-1 text-muted">{words.noAttributes}</p>}
    </div>
  );
}
