import type { ReactElement } from "react";
import { failureText } from "../i18n/failureText.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Polled } from "../jobs/polling/usePolled.ts";
import { clockTime } from "../jobs/timeText.ts";
import { useWords } from "./words/useWords.ts";

/** Says that what is shown is old; nothing otherwise. */
export function StaleLine(
  { polled }: { readonly polled: Pick<Polled<unknown>, "value" | "failure" | "asOf"> },
): ReactElement {
  const words = useWords();
  const { messages, language } = useSpeech();
  const { value, failure, asOf } = polled;
  const isOld = value !== null && failure !== null && asOf !== null;
  return (
    <p role="status" className="text-xs text-warn empty:hidden" data-testid="stale">
      {isOld && `${failureText(messages, failure)} ${words.asOf(clockTime(asOf, language))}`}
    </p>
  );
}
