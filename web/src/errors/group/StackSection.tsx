import { type ReactElement, useState } from "react";
import type { ErrorException, ErrorFrame } from "../../api/errors.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Section } from "../../ui/Section.tsx";
import { useWords } from "../words/useWords.ts";
import { placeText, shownFrames } from "./frames.ts";

interface StackSectionProps {
  readonly exception: ErrorException;
  /** What led to the one before. */
  readonly isCause: boolean;
}

/** Where an exception was thrown, the newest call first; calls of libraries are folded away. */
export function StackSection({ exception, isCause }: StackSectionProps): ReactElement {
  const words = useWords().group;
  const { formats } = useSpeech();
  const [isWhole, setWhole] = useState(false);
  const { frames, hidden } = shownFrames(exception.frames, isWhole);
  return (
    <Section title={exception.type ?? words.stack} remark={words.newestFirst}>
      {typeof exception.value === "string" && (
        <p className={`px-4 py-2.5 wrap-anywhere whitespace-pre-wrap ${isCause ? "" : "font-medium"}`}>
          {exception.value}
        </p>
      )}
      {exception.frames.length > 0 && (
        <ol className="divide-y divide-line border-t border-line font-mono text-xs" data-testid="stack">
          {frames.map((frame, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- calls of a stack have their places
            <FrameRow key={index} frame={frame} isFirst={index === 0} />
          ))}
        </ol>
      )}
      {(hidden > 0 || isWhole) && (
        <p className="border-t border-line px-4 py-1.5">
          <button
            type="button"
            aria-expanded={isWhole}
            onClick={() => setWhole(!isWhole)}
            className="inline-flex min-h-6 items-center rounded text-xs text-accent hover:underline"
          >
            {isWhole ? words.ownFrames : words.allFrames(formats.number(hidden), hidden === 1)}
          </button>
        </p>
      )}
    </Section>
  );
}

function FrameRow({ frame, isFirst }: { readonly frame: ErrorFrame; readonly isFirst: boolean }): ReactElement {
  const words = useWords().group;
  const { context = null } = frame;
  const [isOpen, setOpen] = useState(isFirst);
  const text = (
    <>
      <span className={frame.inApp ? "font-semibold" : "text-muted"}>{frame.function ?? words.unknownFunction}</span>
      {" "}
      <span className="text-muted wrap-anywhere">{placeText(frame) ?? words.unknownPlace}</span>
    </>
  );
  if (context === null || context.length === 0) return <li className="px-4 py-1.5 wrap-anywhere">{text}</li>;
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="w-full px-4 py-1.5 text-left wrap-anywhere -outline-offset-2 hover:bg-sunken"
      >
        <span aria-hidden="true" className={`mr-1.5 inline-block transition-transform ${isOpen ? "rotate-90" : ""}`}>
          ›
        </span>
        {text}
      </button>
      {isOpen && (
        <pre
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
          className="overflow-x-auto bg-sunken px-4 py-2 -outline-offset-2"
        >
          {context.join("\n")}
        </pre>
      )}
    </li>
  );
}
