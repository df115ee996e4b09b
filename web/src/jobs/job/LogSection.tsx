import type { ReactElement } from "react";
import type { JobLogLine, LogLevel } from "../../api/QueuedJob.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Section } from "../../ui/Section.tsx";
import { exactTime, logTime } from "../timeText.ts";
import { useWords } from "../words/useWords.ts";

const looks: Readonly<Record<LogLevel, string>> = {
  debug: "text-muted",
  info: "text-ink",
  warning: "text-warn",
  error: "text-bad",
};

/** What the job wrote about itself, the oldest line first. */
export function LogSection({ log }: { readonly log: readonly JobLogLine[] }): ReactElement {
  const words = useWords().job;
  const { language } = useSpeech();
  return (
    <Section title={words.log}>
      {log.length === 0 ? <p className="px-4 py-3 text-muted">{words.noLog}</p> : (
        <ol
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={words.log}
          className="max-h-96 overflow-y-auto px-4 py-2 font-mono text-xs"
        >
          {log.map((line, index) => (
            <li
              // oxlint-disable-next-line react/no-array-index-key -- two lines may be alike in all that they say
              key={`${line.at} ${index}`}
              data-testid="log-line"
              className="grid gap-x-3 py-0.5 md:grid-cols-[auto_4.5rem_1fr]"
            >
              <span className="flex gap-2 text-muted md:contents">
                <time dateTime={line.at} title={exactTime(line.at, language)} className="tabular-nums text-muted">
                  {logTime(line.at, language)}
                </time>
                <span className={looks[line.level]}>{words.levels[line.level]}</span>
              </span>
              <span className={`min-w-0 whitespace-pre-wrap wrap-anywhere ${looks[line.level]}`}>{line.text}</span>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
