import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { barsOf } from "./trend.ts";
import { useWords } from "./words/useWords.ts";

const BAR = 5;

/** How often it happened in each of the last hours. */
export function Trend(
  { counts, className }: { readonly counts: readonly number[]; readonly className: string },
): ReactElement {
  const words = useWords().list;
  const { formats } = useSpeech();
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bars = barsOf(counts);
  return (
    <svg
      role="img"
      aria-label={words.trendText(formats.number(total))}
      viewBox={`0 0 ${Math.max(1, bars.length) * BAR} 24`}
      preserveAspectRatio="none"
      className={className}
    >
      <title>{words.trendText(formats.number(total))}</title>
      {bars.map((height, hour) => (
        <rect
          // oxlint-disable-next-line react/no-array-index-key -- an hour is its place
          key={hour}
          x={hour * BAR}
          y={height === 0 ? 23 : 24 - height * 24}
          width={BAR - 1}
          height={height === 0 ? 1 : height * 24}
          className={height === 0 ? "fill-line" : "fill-accent"}
        />
      ))}
    </svg>
  );
}
