import { memo, type ReactElement } from "react";
import { isInProgress, type Lead } from "../api/Lead.ts";
import { warRoomPath } from "../app/Route.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Link } from "../ui/Link.tsx";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { StatusBadge } from "../ui/StatusBadge.tsx";
import type { LeadProgress } from "./leadList.ts";

interface LeadRowProps {
  readonly lead: Lead;
  readonly progress: LeadProgress | undefined;
  readonly now: number;
  readonly isNew: boolean;
}

/** The columns of the list, shared with its head; one above the other on a phone. */
export const columns =
  "grid grid-cols-[1fr_auto] gap-x-3 md:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_9.5rem_3.5rem_7rem] md:items-center md:gap-x-4";

/** One lead, all of it a link to its war room. */
export const LeadRow = memo(function LeadRow({ lead, progress, now, isNew }: LeadRowProps): ReactElement {
  const { messages, formats } = useSpeech();
  const contact = lead.contactName ?? lead.email ?? lead.phone;
  const working = isInProgress(lead.status) && progress !== undefined;
  return (
    <li
      data-testid="lead-row"
      data-lead-id={lead.id}
      className={`border-b border-line last:border-0 [contain-intrinsic-size:auto_3.25rem] [content-visibility:auto] ${
        isNew ? "animate-arrive" : ""
      }`}
    >
      <Link
        to={warRoomPath(lead.id)}
        data-lead-link=""
        className={`${columns} px-4 py-2 -outline-offset-2 md:min-h-13 hover:bg-sunken`}
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{lead.company}</span>
          {lead.domain !== null && <span className="block truncate text-xs text-muted">{lead.domain}</span>}
        </span>
        <span className="order-last min-w-0 truncate text-muted max-md:text-xs md:order-none">{contact ?? ""}</span>
        <span className="flex flex-col items-end gap-1 md:items-start">
          <StatusBadge status={lead.status} />
          {working && (
            <span className="w-24">
              <ProgressBar
                label={messages.leads.progress}
                value={progress.progress}
                text={progress.text ?? formats.percent(progress.progress)}
              />
            </span>
          )}
        </span>
        <span className="hidden text-right font-medium tabular-nums md:block">
          {lead.score === null
            ? <span className="text-muted" aria-label={messages.leads.noScore}>–</span>
            : formats.number(lead.score)}
        </span>
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
      </Link>
    </li>
  );
});
