import { type ReactElement, useState } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { useWords } from "../words/useWords.ts";
import { foldedText } from "./foldedText.ts";

/** A text for machines; a long one is folded. */
export function FoldedCode({ text }: { readonly text: string }): ReactElement {
  const words = useWords().job;
  const { formats } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const { start, lines } = foldedText(text);
  return (
    <>
      <pre className="overflow-x-auto font-mono text-xs wrap-anywhere whitespace-pre-wrap">
        {isOpen || start === null ? text : `${start}\n…`}
      </pre>
      {start !== null && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="mt-2 inline-flex min-h-6 items-center rounded text-xs text-accent hover:underline"
        >
          {isOpen ? words.fold : words.unfold(formats.number(lines))}
        </button>
      )}
    </>
  );
}
