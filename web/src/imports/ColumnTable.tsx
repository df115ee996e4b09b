import type { ReactElement } from "react";
import { type ImportColumn, type ImportField, importFields, type ImportMapping } from "../api/imports.ts";
import { Badge } from "../ui/Badge.tsx";
import { useWords } from "./words/useWords.ts";

interface ColumnTableProps {
  readonly columns: readonly ImportColumn[];
  readonly mapping: ImportMapping;
  readonly onMeaning: (column: number, field: ImportField | null) => void;
}

/** The columns with what stands in them, and what each is taken for; one above the other on a phone. */
export function ColumnTable({ columns, mapping, onMeaning }: ColumnTableProps): ReactElement {
  const words = useWords().columns;
  const grid = "md:grid md:grid-cols-[minmax(0,3fr)_minmax(0,5fr)_15rem] md:items-center md:gap-x-4";
  return (
    <>
      <div aria-hidden="true" className={`${grid} bg-sunken px-4 py-1.5 text-xs text-muted max-md:hidden`}>
        <span>{words.column}</span>
        <span>{words.samples}</span>
        <span>{words.meaning}</span>
      </div>
      <ul className="divide-y divide-line" data-testid="columns">
        {columns.map((column) => {
          const name = column.name ?? words.unnamed(column.index + 1);
          const meaning = mapping[String(column.index)] ?? null;
          return (
            <li key={column.index} data-column={column.index} className={`${grid} flex flex-col gap-1.5 px-4 py-2`}>
              <span className="font-medium break-words">{name}</span>
              <span className="min-w-0 truncate text-muted">
                {column.samples.length === 0 ? words.empty : column.samples.join(" · ")}
              </span>
              <span className="flex items-center gap-2">
                <select
                  aria-label={words.meaningOf(name)}
                  className={`control min-w-0 flex-1 ${meaning === null ? "text-muted!" : "font-medium"}`}
                  value={meaning ?? ""}
                  onChange={(event) =>
                    onMeaning(
                      column.index,
                      importFields.find((field) =>
                        field === event.target.value
                      ) ?? null,
                    )}
                >
                  <option value="">{words.leaveOut}</option>
                  {importFields.map((field) => <option key={field} value={field}>{words.fields[field]}</option>)}
                </select>
                {meaning !== null && meaning === column.guess && <Badge>{words.guessed}</Badge>}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
