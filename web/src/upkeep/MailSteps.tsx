import type { ReactElement } from "react";
import type { MailStep, MailTest } from "../api/nodeMail.ts";
import { useWords } from "./words/useWords.ts";

const marks: Readonly<Record<MailStep["outcome"], readonly [string, string]>> = {
  passed: ["✓", "text-good"],
  failed: ["✗", "text-bad"],
  skipped: ["–", "text-muted"],
};

/** How far a mail came on its way. */
export function MailSteps({ test }: { readonly test: MailTest }): ReactElement {
  const words = useWords().mail;
  return (
    <div data-testid="mail-test" data-accepted={test.accepted} className="flex flex-col gap-2">
      <p className={test.accepted ? "text-good" : "text-bad"}>
        {test.accepted ? words.accepted(test.to) : words.refused(test.to)}
      </p>
      <ol aria-label={words.steps} className="flex flex-col gap-1">
        {test.steps.map(({ name, outcome, words: found }) => {
          const [mark, colour] = marks[outcome];
          return (
            <li
              key={name}
              data-step={name}
              className="grid grid-cols-[1.25rem_7rem_1fr] gap-x-2 max-md:grid-cols-[1.25rem_1fr]"
            >
              <span aria-hidden="true" className={colour}>{mark}</span>
              <span className="font-medium">
                {words.names[name]}
                <span className="sr-only">({words.outcomes[outcome]})</span>
              </span>
              <span className="min-w-0 text-muted wrap-anywhere max-md:col-start-2">{found}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
