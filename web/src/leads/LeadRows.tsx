import { type CSSProperties, type KeyboardEvent, type ReactElement, type RefObject, useEffect, useRef } from "react";
import type { Lead } from "../api/Lead.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { type ColumnName, templateOf } from "./columns.ts";
import { isArrival, type LeadList } from "./leadList.ts";
import { LeadRow, type NewsMarks } from "./LeadRow.tsx";
import { ListHead } from "./ListHead.tsx";
import { targetOf } from "./listKeys.ts";
import type { Choice } from "./useChoice.ts";
import { useRowWindow } from "./useRowWindow.ts";

interface LeadRowsProps {
  readonly rows: RefObject<HTMLUListElement>;
  readonly leads: readonly Lead[];
  readonly list: LeadList;
  readonly columns: readonly ColumnName[];
  readonly lookups: Lookups;
  readonly news: NewsMarks;
  readonly now: number;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  /** Null where nothing can be chosen. */
  readonly choice: Choice | null;
}

/** The rows of the list, of which only those around the screen are there. */
export function LeadRows(props: LeadRowsProps): ReactElement {
  const { rows, leads, list, columns, lookups, now, sort, onSort, choice } = props;
  const { messages } = useSpeech();
  const { first, end, rowHeight, show } = useRowWindow(rows, leads.length);
  /** The row that takes the focus once it is there. */
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const link = rows.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] [data-lead-link]`);
    if (link === null || link === undefined) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-index]") : null;
    const at = row === null ? -1 : Number(row.dataset["index"]);
    if (event.key === "x" && at !== -1 && choice !== null && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      return choice.toggle(at, false);
    }
    const target = targetOf(event.key, at, leads.length);
    if (target === null) return;
    event.preventDefault();
    const link = rows.current?.querySelector<HTMLElement>(`[data-index="${target}"] [data-lead-link]`);
    if (link !== null && link !== undefined) return link.focus();
    wanted.current = target;
    show(target);
  };
  const style: Record<string, string> = { "--columns": templateOf(columns) };
  return (
    <div style={style as CSSProperties}>
      <ListHead
        columns={columns}
        sort={sort}
        onSort={onSort}
        onChooseAll={choice === null ? null : choice.setAll}
        isAllChosen={choice !== null && choice.ids.size > 0 && choice.leads.length === leads.length}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the links inside */}
      <ul
        ref={rows}
        aria-label={messages.leads.list}
        data-testid="lead-list"
        onKeyDown={onKeyDown}
        style={{ paddingTop: first * rowHeight, paddingBottom: (leads.length - end) * rowHeight }}
      >
        {leads.slice(first, end).map((lead, offset) => (
          <LeadRow
            key={lead.id}
            lead={lead}
            progress={list.progress.get(lead.id)}
            now={now}
            isNew={isArrival(list, lead)}
            columns={columns}
            lookups={lookups}
            news={props.news.get(lead.id)}
            index={first + offset}
            count={leads.length}
            isChosen={choice?.ids.has(lead.id) === true}
            onChoose={choice === null ? null : choice.toggle}
          />
        ))}
      </ul>
    </div>
  );
}
