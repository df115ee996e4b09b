import { memo, type PointerEvent, type ReactElement } from "react";
import type { BoardLead } from "../../api/pipeline.ts";
import type { Stage } from "../../api/projects.ts";
import { warRoomPath } from "../../app/Route.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { dueState } from "../../leadWork/days.ts";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { valueText } from "../../leadWork/valueText.ts";
import { Badge } from "../../ui/Badge.tsx";
import { initials } from "../../ui/initials.ts";
import { Link } from "../../ui/Link.tsx";
import { PersonBadge } from "../../ui/PersonBadge.tsx";
import { useWords } from "../words/useWords.ts";

const TAGS_SHOWN = 2;

interface LeadCardProps {
  readonly lead: BoardLead;
  readonly stage: Stage;
  readonly members: Lookups["members"];
  readonly now: number;
  readonly mayMove: boolean;
  readonly isReachable: boolean;
  readonly isLifted: boolean;
  readonly isDragged: boolean;
  /** Where something would be dropped beside it. */
  readonly mark: "above" | "below" | null;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly isChosen: boolean;
  readonly onChoose: (leadId: string) => void;
}

/** A lead on the board; drawn anew when something of it changed, and not with every event on the board. */
export const LeadCard = memo(function LeadCard(props: LeadCardProps): ReactElement {
  const { lead, stage, members, now, mayMove, isReachable, isLifted, isDragged, mark, onPointerDown } = props;
  const { isChosen, onChoose } = props;
  const words = useWords();
  const { formats } = useSpeech();
  const owner = members.find(({ person }) => person.id === lead.ownerId)?.person;
  const due = lead.nextStepDue === null ? null : dueState(lead.nextStepDue, now);
  const isStale = lead.isStale === true && stage.kind === "open";
  const line = "before:absolute before:inset-x-0 before:h-1 before:rounded-full before:bg-accent";
  // Of the hundreds of cards beyond the edges the browser neither styles nor lays out nor paints what is inside. A mark stands outside its card, and
  // would be cut.
  const unseen = mark === null ? "[content-visibility:auto] [contain-intrinsic-block-size:auto_4.5rem]" : "";
  return (
    <li
      data-card-id={lead.id}
      data-testid="card"
      onPointerDown={onPointerDown}
      className={`panel relative shrink-0 touch-manipulation px-3 py-2 select-none ${unseen} ${
        mayMove ? "cursor-grab" : ""
      } ${isDragged ? "opacity-40" : ""} ${isChosen ? "bg-accent-soft!" : ""} ${
        isLifted ? "border-accent! shadow-lg outline-2 outline-accent" : ""
      } ${mark === null ? "" : mark === "above" ? `${line} before:-top-1.5` : `${line} before:-bottom-1.5`}`}
    >
      <div className="flex items-start justify-between gap-2">
        <Link
          to={warRoomPath(lead.id)}
          data-card-link={lead.id}
          draggable={false}
          tabIndex={isReachable ? 0 : -1}
          className="min-w-0 rounded font-medium wrap-anywhere line-clamp-2 hover:underline"
        >
          {lead.company}
        </Link>
        <span className="flex shrink-0 items-center gap-1.5">
          {mayMove && (
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={words.choose(lead.company)}
              className="choice-box size-4"
              checked={isChosen}
              // The card itself would be taken up.
              onPointerDown={(event) => event.stopPropagation()}
              onChange={() => onChoose(lead.id)}
            />
          )}
          {owner !== undefined && <PersonBadge short={initials(owner.name)} name={owner.name} />}
        </span>
      </div>
      {(lead.value !== null || lead.score !== null || lead.contactName !== null) && (
        <p className="flex items-baseline justify-between gap-2 text-xs text-muted">
          <span className="truncate">
            {lead.value !== null
              ? <span className="font-medium text-ink tabular-nums">{valueText(lead.value, formats.language)}</span>
              : lead.contactName}
          </span>
          {lead.score !== null && <span className="tabular-nums">{formats.number(lead.score)}/100</span>}
        </p>
      )}
      {lead.nextStep !== null && (
        <p className={`mt-1 truncate text-xs ${due === "overdue" ? "text-warn" : ""}`} title={lead.nextStep}>
          {lead.nextStepDue !== null && (
            <time dateTime={lead.nextStepDue} className="text-muted">{`${formats.day(lead.nextStepDue)} · `}</time>
          )}
          {lead.nextStep}
          {due === "overdue" && <span className="sr-only">({words.overdue})</span>}
        </p>
      )}
      {(isStale || lead.tags.length > 0) && (
        <p className="mt-1 flex flex-wrap gap-1">
          {isStale && (
            <span
              data-testid="stale"
              title={lead.stageSince === null ? undefined : words.staleSince(formats.ago(lead.stageSince, now))}
            >
              <Badge look="warn">{words.stale}</Badge>
            </span>
          )}
          {lead.tags.slice(0, TAGS_SHOWN).map((tag) => <Badge key={tag} look="accent">{tag}</Badge>)}
          {lead.tags.length > TAGS_SHOWN && <Badge>+{lead.tags.length - TAGS_SHOWN}</Badge>}
        </p>
      )}
      {lead.closeReason !== null && stage.kind !== "open" && (
        <p className="mt-1 line-clamp-2 text-xs text-muted italic">{lead.closeReason}</p>
      )}
    </li>
  );
});
