import { type ReactElement, useCallback } from "react";
import { type ErrorFilter, errorOrders } from "../../api/errors.ts";
import { listErrorProjects } from "../../api/errorProjects.ts";
import { usePausedText } from "../../jobs/list/usePausedText.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";

interface ErrorFilterBarProps {
  readonly filter: ErrorFilter;
  readonly onChange: (filter: ErrorFilter) => void;
}

/** Search by text, choice of a project, a release and an order. */
export function ErrorFilterBar({ filter, onChange }: ErrorFilterBarProps): ReactElement {
  const words = useWords().list;
  // Without them one can still look at all of them.
  const fetched = useFetched(listErrorProjects);
  const projects = fetched.value ?? [];
  const [text, setText] = usePausedText(
    filter.text,
    useCallback((next: string) => onChange({ ...filter, text: next }), [filter, onChange]),
  );
  const [release, setRelease] = usePausedText(
    filter.release,
    useCallback((next: string) => onChange({ ...filter, release: next }), [filter, onChange]),
  );
  return (
    <div role="search" className="flex flex-wrap gap-2">
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        className="control min-w-0 flex-1 basis-full md:basis-60"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <select
        aria-label={words.project}
        className="control min-w-0 flex-1 basis-36 md:max-w-56 md:flex-none md:basis-auto"
        value={filter.project}
        onChange={(event) => onChange({ ...filter, project: event.target.value })}
      >
        <option value="">{words.anyProject}</option>
        {projects.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
      <input
        type="search"
        aria-label={words.release}
        placeholder={words.anyRelease}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        className="control min-w-0 flex-1 basis-full md:w-44 md:flex-none md:basis-auto max-md:order-last"
        value={release}
        onChange={(event) => setRelease(event.target.value)}
      />
      <select
        aria-label={words.order}
        className="control min-w-0 flex-1 basis-36 md:flex-none md:basis-auto"
        value={filter.order}
        onChange={(event) =>
          onChange({ ...filter, order: errorOrders.find((order) => order === event.target.value) ?? "last" })}
      >
        {errorOrders.map((order) => <option key={order} value={order}>{words.orders[order]}</option>)}
      </select>
    </div>
  );
}
