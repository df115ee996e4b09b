import { type ReactElement, useCallback, useId } from "react";
import type { JobFilter } from "../../api/JobFilter.ts";
import type { JobQueue } from "../../api/jobQueues.ts";
import { useWords } from "../words/useWords.ts";
import { usePausedText } from "./usePausedText.ts";

interface JobFilterBarProps {
  readonly filter: JobFilter;
  readonly queues: readonly JobQueue[];
  /** The kinds that were seen so far. */
  readonly kinds: readonly string[];
  readonly onChange: (filter: JobFilter) => void;
}

/** Search by text, choice of a queue and of a kind. */
export function JobFilterBar({ filter, queues, kinds, onChange }: JobFilterBarProps): ReactElement {
  const words = useWords().list;
  const id = useId();
  const [text, setText] = usePausedText(
    filter.text,
    useCallback((next: string) => onChange({ ...filter, text: next }), [filter, onChange]),
  );
  const [kind, setKind] = usePausedText(
    filter.kind,
    useCallback((next: string) => onChange({ ...filter, kind: next }), [filter, onChange]),
  );
  const names = queues.map(({ name }) => name);
  const queueNames = filter.queue === "" || names.includes(filter.queue) ? names : [filter.queue, ...names];
  return (
    <div role="search" className="flex flex-wrap gap-2">
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        className="control min-w-0 flex-1 basis-full md:w-72 md:flex-none md:basis-auto"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <select
        aria-label={words.queue}
        className="control min-w-0 flex-1 md:max-w-56 md:flex-none"
        value={filter.queue}
        onChange={(event) => onChange({ ...filter, queue: event.target.value })}
      >
        <option value="">{words.anyQueue}</option>
        {queueNames.map((name) => <option key={name} value={name}>{name}</option>)}
      </select>
      <input
        type="search"
        aria-label={words.kind}
        placeholder={words.anyKind}
        list={id}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        className="control min-w-0 flex-1 md:w-48 md:flex-none"
        value={kind}
        onChange={(event) => setKind(event.target.value)}
      />
      <datalist id={id}>{kinds.map((known) => <option key={known}>{known}</option>)}</datalist>
    </div>
  );
}
