import { type ReactElement, useCallback, useEffect, useState } from "react";
import { type ImportColumn, type ImportMapping, previewImport } from "../api/imports.ts";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Section } from "../ui/Section.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { useWords } from "./words/useWords.ts";

const ROWS = 20;

interface PreviewTableProps {
  readonly importId: string;
  /** The import's: with another one the rows may be read otherwise. */
  readonly version: number;
  readonly columns: readonly ImportColumn[];
  readonly mapping: ImportMapping;
}

/** The first rows as they stand in the file, each with why it would be refused. */
export function PreviewTable({ importId, version, columns, mapping }: PreviewTableProps): ReactElement {
  const words = useWords();
  const fetch = useCallback((signal: AbortSignal) => previewImport(importId, ROWS, signal), [importId]);
  const fetched = useFetched(fetch);
  const { reload } = fetched;
  const [seen, setSeen] = useState(version);
  useEffect(() => {
    if (seen === version) return;
    setSeen(version);
    void reload();
  }, [seen, version, reload]);
  const shown = columns.filter(({ index }) => mapping[String(index)] !== undefined);
  const cell = "max-w-56 truncate border-b border-line px-3 py-1.5 text-left";
  return (
    <Section title={words.preview.title}>
      <FetchedList fetched={fetched}>
        {(rows) =>
          rows.length === 0 ? <p className="px-4 py-3 text-muted">{words.preview.none}</p> : (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls by itself must be reached by keys
            <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={words.preview.title}>
              <table className="w-full text-xs" data-testid="preview">
                <thead className="bg-sunken text-muted">
                  <tr>
                    <th scope="col" className={`${cell} font-normal`}>{words.preview.line}</th>
                    {shown.map((column) => (
                      <th key={column.index} scope="col" className={`${cell} font-normal`}>
                        {words.columns.fields[mapping[String(column.index)] ?? "notes"]}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.line} data-refused={row.reason !== null} className="align-top">
                      <th scope="row" className={`${cell} font-normal tabular-nums text-muted`}>{row.line}</th>
                      {shown.map(({ index }, at) => (
                        <td key={index} className={cell}>
                          {row.cells[index] ?? ""}
                          {at === 0 && row.reason !== null && (
                            <span className="block whitespace-normal text-bad">
                              {`${words.preview.refused}: ${row.reason}`}
                            </span>
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
      </FetchedList>
    </Section>
  );
}
