import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { type ColumnName, nextSort, rightColumns, sortsOf } from "./columns.ts";
import { columnsClass } from "./LeadRow.tsx";

interface ListHeadProps {
  readonly columns: readonly ColumnName[];
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  /** Null where nothing can be chosen. */
  readonly onChooseAll: ((isOn: boolean) => void) | null;
  readonly isAllChosen: boolean;
}

/** What the columns are, each a button where it can order the list. Not there on a phone. */
export function ListHead({ columns, sort, onSort, onChooseAll, isAllChosen }: ListHeadProps): ReactElement {
  const words = useSpeech().messages.leads;
  const cell = (name: ColumnName | "company") => {
    const next = nextSort(name, sort);
    const isRight = name !== "company" && rightColumns.has(name);
    const isOn = sortsOf[name]?.includes(sort) === true;
    const mark = isOn ? sort === "-created" || sort.startsWith("-") ? "↓" : "↑" : "";
    if (next === null) return <span key={name} className={isRight ? "text-right" : ""}>{words[name]}</span>;
    return (
      <span key={name} className={isRight ? "text-right" : ""}>
        <button
          type="button"
          aria-label={words.sortBy(words[name])}
          className={`rounded hover:text-ink ${isOn ? "font-medium text-ink" : ""}`}
          onClick={() => onSort(next)}
        >
          {words[name]} <span aria-hidden="true">{mark}</span>
        </button>
      </span>
    );
  };
  return (
    <div className="flex border-b border-line bg-sunken text-xs text-muted max-md:hidden">
      {onChooseAll !== null && (
        <label className="grid w-9 shrink-0 cursor-pointer place-items-center pl-2">
          <input
            type="checkbox"
            aria-label={words.chooseAll}
            className="size-4"
            checked={isAllChosen}
            onChange={(event) => onChooseAll(event.target.checked)}
          />
        </label>
      )}
      <div className={`${columnsClass} min-w-0 flex-1 px-4 py-1.5 ${onChooseAll === null ? "" : "md:pl-2"}`}>
        {cell("company")}
        {columns.map(cell)}
      </div>
    </div>
  );
}
