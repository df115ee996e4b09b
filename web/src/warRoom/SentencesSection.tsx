import type { ReactElement } from "react";
import { Section } from "../ui/Section.tsx";

/** A titled list of sentences: openings, notices. */
export function SentencesSection(
  { title, sentences, testId }: {
    readonly title: string;
    readonly sentences: readonly string[];
    readonly testId: string;
  },
): ReactElement | null {
  if (sentences.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="space-y-2 px-4 py-3" data-testid={testId}>
        {sentences.map((sentence) => (
          <li key={sentence} className="flex gap-2 break-words">
            <span aria-hidden="true" className="mt-2 size-1 shrink-0 rounded-full bg-accent" />
            <span className="min-w-0">{sentence}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
