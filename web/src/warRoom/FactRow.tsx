import { type ReactElement, useId, useState } from "react";
import type { Fact } from "../api/Analysis.ts";
import { ExternalLink } from "../ui/ExternalLink.tsx";
import { FactValue } from "./FactValue.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

/** One fact; its evidence folds out below. */
export function FactRow({ fact }: { readonly fact: Fact }): ReactElement {
  const words = useWarRoomWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const hasEvidence = fact.url !== "" || fact.snippet !== "";
  return (
    <li
      data-testid="fact"
      data-kind={fact.kind}
      className="grid grid-cols-[1fr_auto] items-baseline gap-x-3 py-1 md:grid-cols-[9.5rem_1fr_auto]"
    >
      <span className="col-span-2 text-xs text-muted md:col-span-1 md:text-sm">{fact.label}</span>
      <p className="min-w-0 break-words">
        <FactValue fact={fact} />
      </p>
      {hasEvidence && (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={`${words.evidence} ${fact.label}`}
          onClick={() => setOpen(!isOpen)}
          className="-my-0.5 inline-flex min-h-6 items-center gap-1 rounded px-1 text-xs text-muted hover:text-ink"
        >
          {words.evidence}
          <span aria-hidden="true" className={`transition-transform ${isOpen ? "rotate-90" : ""}`}>›</span>
        </button>
      )}
      <div
        id={id}
        hidden={!isOpen}
        className="col-span-2 mt-1 mb-1.5 border-l-2 border-line pl-2.5 text-xs md:col-start-2"
        data-testid="evidence"
      >
        {fact.snippet !== "" && <blockquote className="break-words text-muted">{fact.snippet}</blockquote>}
        {fact.url !== "" && (
          <p className="mt-0.5">
            {words.source} <ExternalLink address={fact.url} />
          </p>
        )}
      </div>
    </li>
  );
}
