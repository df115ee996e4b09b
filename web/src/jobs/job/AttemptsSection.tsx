import { type ReactElement, useState } from "react";
import type { JobAttempt } from "../../api/QueuedJob.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Section } from "../../ui/Section.tsx";
import { between, durationText } from "../durationText.ts";
import { exactTime } from "../timeText.ts";
import { useWords } from "../words/useWords.ts";
import { FoldedCode } from "./FoldedCode.tsx";

/** The attempts that did not lead to a result, the latest first. */
export function AttemptsSection({ attempts }: { readonly attempts: readonly JobAttempt[] }): ReactElement {
  const words = useWords().job;
  return (
    <Section title={words.attempts}>
      {attempts.length === 0
        ? <p className="px-4 py-3 text-muted">{words.noAttempts}</p>
        : (
          <ol className="divide-y divide-line">
            {attempts.toReversed().map((attempt) => (
              <AttemptRow key={`${attempt.number} ${attempt.startedAt}`} attempt={attempt} />
            ))}
          </ol>
        )}
    </Section>
  );
}

function AttemptRow({ attempt }: { readonly attempt: JobAttempt }): ReactElement {
  const words = useWords().job;
  const { formats, language, messages } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const took = between(attempt.startedAt, attempt.endedAt);
  return (
    <li data-testid="attempt" className="px-4 py-2.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">
          {words.attemptNumber(formats.number(attempt.number))}
          <span className="font-normal text-muted">{` · ${words.endings[attempt.ending] ?? attempt.ending}`}</span>
        </span>
        <time dateTime={attempt.endedAt} className="text-xs text-muted">
          {exactTime(attempt.endedAt, language)}
          {took !== null && ` · ${words.after(durationText(took, language))}`}
        </time>
      </p>
      {attempt.worker !== null && <p className="text-xs break-all text-muted">{attempt.worker}</p>}
      {attempt.error !== null && <p className="mt-1 text-bad wrap-anywhere">{attempt.error}</p>}
      {attempt.stack !== null && (
        <>
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
            className="mt-1 inline-flex min-h-6 items-center gap-1 rounded text-xs text-muted hover:text-ink"
          >
            {words.stack}
            <span aria-hidden="true" className={`transition-transform ${isOpen ? "rotate-90" : ""}`}>›</span>
          </button>
          {isOpen && (
            <div className="mt-1 flex flex-col items-start gap-2 rounded-lg border border-line bg-sunken p-3">
              <div className="w-full min-w-0">
                <FoldedCode text={attempt.stack} />
              </div>
              <CopyButton text={attempt.stack} label={messages.shell.copyOf(words.stack)} />
            </div>
          )}
        </>
      )}
    </li>
  );
}
