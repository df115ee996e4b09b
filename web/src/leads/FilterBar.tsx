import { type KeyboardEvent, type ReactElement, type RefObject, useEffect, useState } from "react";
import { leadStatuses } from "../api/Lead.ts";
import type { LeadFilter } from "../api/LeadFilter.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";

/** Long enough not to ask for each letter, short enough to feel immediate. */
const TYPING_PAUSE_MS = 200;

interface FilterBarProps {
  readonly filter: LeadFilter;
  readonly onChange: (filter: LeadFilter) => void;
  readonly searchField: RefObject<HTMLInputElement>;
  readonly onArrowDown: () => void;
}

/** Search by text and choice of a status. */
export function FilterBar({ filter, onChange, searchField, onArrowDown }: FilterBarProps): ReactElement {
  const { messages } = useSpeech();
  const [text, setText] = useState(filter.text);
  const [applied, setApplied] = useState(filter.text);
  // The address changed by other means than this field: back, forward, “clear”.
  if (applied !== filter.text) {
    setApplied(filter.text);
    if (text.trim() !== filter.text) setText(filter.text);
  }

  useEffect(() => {
    const trimmed = text.trim();
    if (trimmed === filter.text) return;
    const timer = setTimeout(() => onChange({ ...filter, text: trimmed }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, filter, onChange]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape") event.currentTarget.blur();
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    onArrowDown();
  };
  return (
    <div role="search" className="flex flex-wrap gap-2">
      <input
        ref={searchField}
        type="search"
        aria-label={messages.leads.search}
        aria-keyshortcuts="/"
        placeholder={messages.leads.searchHint}
        className="control min-w-0 flex-1 md:w-72 md:flex-none"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <select
        aria-label={messages.leads.status}
        className="control"
        value={filter.status ?? ""}
        onChange={(event) => {
          const status = leadStatuses.find((known) => known === event.target.value) ?? null;
          onChange({ ...filter, text: text.trim(), status });
        }}
      >
        <option value="">{messages.leads.anyStatus}</option>
        {leadStatuses.map((status) => <option key={status} value={status}>{messages.status[status]}</option>)}
      </select>
    </div>
  );
}
