import type { ReactElement, ReactNode } from "react";
import type { ApiFailure } from "../api/ApiFailure.ts";
import { failureText } from "../i18n/failureText.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";

/** A line that is always there, so that nothing moves: what came of the last act. */
export function StatusLine(
  { said, failure = null }: { readonly said: ReactNode; readonly failure?: ApiFailure | null },
): ReactElement {
  const { messages } = useSpeech();
  return (
    <div role="status" className="-my-1 flex min-h-9 items-center gap-2 text-xs" data-testid="status-line">
      {failure === null
        ? <span className="flex flex-wrap items-center gap-2 text-good">{said}</span>
        : <span className="text-bad">{failureText(messages, failure)}</span>}
    </div>
  );
}
