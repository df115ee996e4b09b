import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";

const RADIUS = 26;
const LENGTH = 2 * Math.PI * RADIUS;

/** The score as a number within a ring that it fills. */
export function ScoreRing({ total }: { readonly total: number }): ReactElement {
  const { formats } = useSpeech();
  const share = Math.min(100, Math.max(0, total)) / 100;
  return (
    <svg viewBox="0 0 64 64" className="size-16 shrink-0" aria-hidden="true" data-testid="score-total">
      <circle cx="32" cy="32" r={RADIUS} fill="none" strokeWidth="6" className="stroke-sunken" />
      <circle
        cx="32"
        cy="32"
        r={RADIUS}
        fill="none"
        strokeWidth="6"
        strokeLinecap="round"
        strokeDasharray={`${share * LENGTH} ${LENGTH}`}
        transform="rotate(-90 32 32)"
        className={share === 0 ? "stroke-none" : "stroke-accent"}
      />
      <text x="32" y="32" dy="0.36em" textAnchor="middle" className="fill-ink text-lg font-semibold">
        {formats.number(total)}
      </text>
    </svg>
  );
}
