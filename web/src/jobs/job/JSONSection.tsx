import type { ReactElement } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Section } from "../../ui/Section.tsx";
import { FoldedCode } from "./FoldedCode.tsx";
import { jsonText } from "./foldedText.ts";

interface JSONSectionProps {
  readonly title: string;
  /** Undefined when there is none. */
  readonly value: unknown;
  /** What is said then. */
  readonly empty: string;
  readonly testId: string;
}

/** A value as people read it, to be copied. */
export function JSONSection({ title, value, empty, testId }: JSONSectionProps): ReactElement {
  const { shell } = useSpeech().messages;
  const text = jsonText(value);
  return (
    <Section
      title={title}
      aside={value !== undefined && <CopyButton text={text} label={shell.copyOf(title)} />}
    >
      <div className="px-4 py-3" data-testid={testId}>
        {value === undefined ? <p className="text-muted">{empty}</p> : <FoldedCode text={text} />}
      </div>
    </Section>
  );
}
