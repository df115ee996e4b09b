import { type ReactElement, useCallback } from "react";
import { beginningOfReport } from "../api/imports.ts";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Section } from "../ui/Section.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { refusedRows } from "./refusedRows.ts";
import { useWords } from "./words/useWords.ts";

/** Enough to see what is wrong; all of them are in the report. */
const SHOWN_MAX = 20;

/** The first of the refused rows, with the reason of each. */
export function RefusedRows({ importId, count }: { readonly importId: string; readonly count: number }): ReactElement {
  const words = useWords();
  const fetch = useCallback(
    async (signal: AbortSignal) => refusedRows(await beginningOfReport(importId, signal), SHOWN_MAX),
    [importId],
  );
  const fetched = useFetched(fetch);
  return (
    <Section
      title={words.refusedRows.title}
      {...(count > SHOWN_MAX ? { remark: words.refusedRows.first(SHOWN_MAX) } : {})}
    >
      <FetchedList fetched={fetched}>
        {(rows) => (
          <ul className="divide-y divide-line" data-testid="refused-rows">
            {rows.map((row) => (
              <li key={row.line} className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 px-4 py-2">
                <span className="text-xs text-muted tabular-nums">{`${words.preview.line} ${row.line}`}</span>
                <div className="min-w-0">
                  <p className="break-words text-bad">{row.reason}</p>
                  <p className="truncate text-xs text-muted">
                    {row.cells.length === 0 ? words.columns.empty : row.cells.join(" · ")}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        )}
      </FetchedList>
    </Section>
  );
}
