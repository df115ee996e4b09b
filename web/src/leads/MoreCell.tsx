import type { ReactElement } from "react";
import type { Lead } from "../api/Lead.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { dueState } from "../leadWork/days.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { valueText } from "../leadWork/valueText.ts";
import { Badge } from "../ui/Badge.tsx";
import type { ColumnName } from "./columns.ts";

const TAGS_SHOWN = 3;

interface MoreCellProps {
  readonly name: ColumnName;
  readonly lead: Lead;
  readonly now: number;
  readonly lookups: Lookups;
}

/** What a list shows of a lead where it was asked to; loaded then. */
export default function MoreCell({ name, lead, now, lookups }: MoreCellProps): ReactElement | null {
  const { formats } = useSpeech();
  switch (name) {
    case "email":
      return <span>{lead.email ?? ""}</span>;
    case "phone":
      return <span>{lead.phone ?? ""}</span>;
    case "stage":
      return <span>{lookups.stages.find(({ id }) => id === lead.stageId)?.name ?? ""}</span>;
    case "owner":
      return <span>{lookups.members.find(({ person }) => person.id === lead.ownerId)?.person.name ?? ""}</span>;
    case "project":
      return <span>{lookups.projects.find(({ id }) => id === lead.projectId)?.name ?? ""}</span>;
    case "value":
      return <span>{lead.value === null ? "" : valueText(lead.value, formats.language)}</span>;
    case "tags":
      return (
        <span className="flex gap-1 overflow-hidden">
          {lead.tags.slice(0, TAGS_SHOWN).map((tag) => <Badge key={tag} look="accent">{tag}</Badge>)}
          {lead.tags.length > TAGS_SHOWN && <Badge>+{lead.tags.length - TAGS_SHOWN}</Badge>}
        </span>
      );
    case "nextStep":
      return <span>{lead.nextStep ?? ""}</span>;
    case "due":
      return lead.nextStepDue === null ? null : (
        <time
          dateTime={lead.nextStepDue}
          title={lead.nextStep ?? undefined}
          className={dueState(lead.nextStepDue, now) === "overdue" ? "text-warn" : ""}
        >
          {formats.day(lead.nextStepDue)}
        </time>
      );
    case "updated":
      return <time dateTime={lead.updatedAt}>{formats.ago(lead.updatedAt, now)}</time>;
    default:
      return null;
  }
}
