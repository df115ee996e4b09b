import type { ReactElement, ReactNode } from "react";
import { failureText } from "../i18n/failureText.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Polled } from "./polling/usePolled.ts";
import { clockTime } from "./timeText.ts";
import { useWords } from "./words/useWords.ts";

interface StatusLineProps {
  readonly polled: Pick<Polled<unknown>, "value" | "failure" | "asOf">;
  /** What came of the last act. */
  readonly said: ReactNode;
}

/** A line that is always there, so that nothing moves: what came of an act, or that the figures are old. */
export function StatusLine({ polled, said }: StatusLineProps): ReactElement {
  const words = useWords();
  const { messages, language } = useSpeech();
  const { value, failure, asOf } = polled;
  const isOld = value !== null && failure !== null && asOf !== null;
  return (
    <div role="status" className="-mt-1 mb-1 min-h-5 text-xs" data-testid="status-line">
      {isOld
        ? <p className="text-warn">{failureText(messages, failure)} {words.asOf(clockTime(asOf, language))}</p>
        : <p className="text-good">{said}</p>}
    </div>
  );
}
