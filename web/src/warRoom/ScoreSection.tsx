import type { ReactElement } from "react";
import type { Analysis, Signal } from "../api/Analysis.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { NewMark } from "./news/NewsContext.tsx";
import { ScoreRing } from "./ScoreRing.tsx";
import { Section } from "../ui/Section.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

/** The score, and each signal with what it gave: nothing about the number is hidden. */
export function ScoreSection({ score }: { readonly score: Analysis["score"] }): ReactElement {
  const { formats } = useSpeech();
  const words = useWarRoomWords();
  return (
    <Section title={words.score} mark={<NewMark fields={["score"]} />}>
      <div className="flex items-center gap-4 px-4 pt-4 pb-2">
        <ScoreRing total={score.total} />
        <p className="text-muted">{words.scoreOf(formats.number(score.total))}</p>
      </div>
      <table className="w-full" data-testid="score-signals">
        <caption className="px-4 py-1 text-left text-xs font-semibold tracking-wide text-muted uppercase">
          {words.signals}
        </caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{words.signal}</th>
            <th scope="col">{words.points}</th>
          </tr>
        </thead>
        <tbody>
          {score.signals.map((signal) => <SignalRow key={signal.id} signal={signal} />)}
        </tbody>
      </table>
    </Section>
  );
}

function SignalRow({ signal }: { readonly signal: Signal }): ReactElement {
  const { formats } = useSpeech();
  const words = useWarRoomWords();
  const share = signal.weight === 0 ? 0 : Math.min(1, Math.max(0, signal.points / signal.weight));
  return (
    <tr className="border-t border-line align-top" data-signal={signal.id}>
      <th scope="row" className="px-4 py-2 text-left font-normal">
        <span className="flex gap-2">
          <span aria-hidden="true" className={`w-3 shrink-0 ${signal.found ? "text-good" : "text-muted"}`}>
            {signal.found ? "✓" : "–"}
          </span>
          <span className="min-w-0">
            <span className="sr-only">{`${signal.found ? words.found : words.missing} `}</span>
            {signal.label}
            {signal.note !== null && <span className="block text-xs break-words text-muted">{signal.note}</span>}
          </span>
        </span>
      </th>
      <td className="w-24 py-2 pr-4 text-right tabular-nums">
        <span className="sr-only">{words.pointsOf(formats.number(signal.points), formats.number(signal.weight))}</span>
        <span aria-hidden="true">
          {formats.number(signal.points)}
          <span className="text-muted">/{formats.number(signal.weight)}</span>
          <span className="mt-1 block h-1 overflow-hidden rounded-full bg-sunken">
            <span
              className="block h-full origin-left rounded-full bg-accent"
              style={{ transform: `scaleX(${share})` }}
            />
          </span>
        </span>
      </td>
    </tr>
  );
}
