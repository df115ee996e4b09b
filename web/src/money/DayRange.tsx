import type { ReactElement } from "react";
import { useWords } from "./words/useWords.ts";

interface DayRangeProps {
  /** Days; empty for no bound. */
  readonly from: string;
  readonly to: string;
  readonly onChange: (days: { readonly from: string; readonly to: string }) => void;
}

/** The first and the last day of a span. */
export function DayRange({ from, to, onChange }: DayRangeProps): ReactElement {
  const words = useWords();
  return (
    <div className="flex min-w-0 flex-1 basis-72 items-center gap-1.5 md:flex-none">
      <input
        type="date"
        aria-label={words.from}
        title={words.from}
        className="control min-w-0 flex-1"
        value={from}
        onChange={(event) => onChange({ from: event.target.value, to })}
      />
      <span aria-hidden="true" className="text-muted">–</span>
      <input
        type="date"
        aria-label={words.to}
        title={words.to}
        className="control min-w-0 flex-1"
        value={to}
        min={from === "" ? undefined : from}
        onChange={(event) => onChange({ from, to: event.target.value })}
      />
    </div>
  );
}
