import { memo, type ReactElement } from "react";
import { lazy } from "../ui/lazy.ts";
import { isInProgress, type Lead } from "../api/Lead.ts";
import { warRoomPath } from "../app/Route.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { Link } from "../ui/Link.tsx";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import { type ColumnName, contactOf, rightColumns } from "./columns.ts";
import type { LeadProgress } from "./leadList.ts";

const MoreCell = lazy(() => import("./MoreCell.tsx"));

/** What of a lead others changed since one’s last visit: a number, and what it means. */
export type NewsMarks = ReadonlyMap<string, { readonly text: string; readonly label: string }>;

interface LeadRowProps {
  readonly lead: Lead;
  readonly progress: LeadProgress | undefined;
  readonly now: number;
  readonly isNew: boolean;
  readonly columns: readonly ColumnName[];
  readonly lookups: Lookups;
  readonly news: { readonly text: string; readonly label: string } | undefined;
  /** Its place in the list and how long that is, of which not all is there. */
  readonly index: number;
  readonly count: number;
  readonly isChosen: boolean;
  /** Null where nothing can be chosen. */
  readonly onChoose: ((index: number, isRange: boolean) => void) | null;
}

/** The columns of the list, shared with its head; one above the other on a phone. */
export const columnsClass =
  "grid grid-cols-[1fr_auto] gap-x-3 md:[grid-template-columns:var(--columns)] md:items-center md:gap-x-4";

/** One lead, all of it a link to its war room but the box that chooses it. All rows are equally high. */
export const LeadRow = memo(function LeadRow(props: LeadRowProps): ReactElement {
  const { lead, isNew, index, count, isChosen, onChoose, columns, news } = props;
  const { messages } = useSpeech();
  return (
    <li
      data-testid="lead-row"
      data-lead-id={lead.id}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={count}
      className={`flex h-13 border-b border-line last:border-0 ${isNew ? "animate-arrive" : ""} ${
        isChosen ? "bg-accent-soft" : ""
      }`}
    >
      {onChoose !== null && (
        <label className="grid w-9 shrink-0 cursor-pointer place-items-center pl-2">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={messages.leads.choose(lead.company)}
            className="size-4"
            checked={isChosen}
            onChange={() => {}}
            onClick={(event) => onChoose(index, event.shiftKey)}
          />
        </label>
      )}
      <Link
        to={warRoomPath(lead.id)}
        data-lead-link=""
        className={`${columnsClass} min-w-0 flex-1 content-center px-4 -outline-offset-2 hover:bg-sunken ${
          onChoose === null ? "" : "pl-2!"
        }`}
      >
        <span className="min-w-0">
          <span className="flex items-center font-medium">
            <span className="truncate">{lead.company}</span>
            {news && <span className="news" role="img" aria-label={news.label} title={news.label}>{news.text}</span>}
          </span>
          {lead.domain !== null && (
            <span className="block truncate text-xs text-muted max-md:hidden">{lead.domain}</span>
          )}
        </span>
        {columns.map((name) => <Cell key={name} name={name} {...props} />)}
      </Link>
    </li>
  );
});

function Cell(
  { name, lead, progress, now, lookups }: LeadRowProps & { readonly name: ColumnName },
): ReactElement {
  const { messages, formats } = useSpeech();
  switch (name) {
    case "contact":
      return (
        <span className="order-last min-w-0 truncate text-muted max-md:text-xs md:order-none">
          {contactOf(lead) ?? ""}
        </span>
      );
    case "status":
      return (
        <span className="flex flex-col items-end gap-1 md:items-start">
          <StatusBadge status={lead.status} />
          {isInProgress(lead.status) && progress !== undefined && (
            <span className="w-24 max-md:hidden">
              <ProgressBar
                label={messages.leads.progress}
                value={progress.progress}
                text={progress.text ?? formats.percent(progress.progress)}
              />
            </span>
          )}
        </span>
      );
    case "score":
      return (
        <span className="hidden text-right font-medium tabular-nums md:block">
          {lead.score === null
            ? (
              <span className="text-muted">
                <span aria-hidden="true">–</span>
                <span className="sr-only">{messages.leads.noScore}</span>
              </span>
            )
            : formats.number(lead.score)}
        </span>
      );
    case "dropped":
      return (
        <time
          dateTime={lead.createdAt}
          title={formats.dateTime(lead.createdAt)}
          className="order-last text-right text-xs text-muted md:order-none"
        >
          {lead.score !== null && (
            <span className="font-medium text-ink md:hidden">{`${formats.number(lead.score)} · `}</span>
          )}
          {formats.ago(lead.createdAt, now)}
        </time>
      );
    default:
      return (
        <span
          data-cell={name}
          className={`min-w-0 truncate text-muted max-md:hidden ${
            rightColumns.has(name) ? "text-right tabular-nums" : ""
          }`}
        >
          <MoreCell name={name} lead={lead} now={now} lookups={lookups} />
        </span>
      );
  }
}
