import { type ReactElement, type ReactNode, Suspense, useRef, useState } from "react";
import type { Lead } from "../api/Lead.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { valueText } from "../leadWork/valueText.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { ExternalLink } from "../ui/ExternalLink.tsx";
import { lazyBeside } from "../ui/lazy.ts";
import { Section } from "../ui/Section.tsx";
import { useFocusBack } from "../ui/useFocusBack.ts";
import { NewMark } from "./news/NewsContext.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

const LeadForm = lazyBeside(() => import("./LeadForm.tsx"));

interface LeadSectionProps {
  readonly lead: Lead;
  readonly onChanged: (lead: Lead) => void;
}

/** What people know of the lead: to read, and to write over in place. */
export function LeadSection({ lead, onChanged }: LeadSectionProps): ReactElement {
  const words = useWords();
  const warRoom = useWarRoomWords();
  const { permissions } = useSession();
  const [isEditing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const mayEdit = permissions.includes("leads.write") && lead.deletedAt === null;
  useFocusBack(isEditing, opener);
  const leave = () => setEditing(false);
  return (
    <Section
      title={warRoom.lead}
      mark={<NewMark fields={["company"]} />}
      aside={mayEdit && !isEditing && (
        <Button
          ref={opener}
          look="quiet"
          className="-mr-3"
          aria-label={words.lead.editLabel}
          onClick={() => setEditing(true)}
        >
          {words.edit}
        </Button>
      )}
    >
      <Suspense fallback={<LeadDetails lead={lead} />}>
        {isEditing ? <LeadForm lead={lead} onChanged={onChanged} onLeave={leave} /> : <LeadDetails lead={lead} />}
      </Suspense>
    </Section>
  );
}

function LeadDetails({ lead }: { readonly lead: Lead }): ReactElement {
  const words = useWarRoomWords();
  const { fields } = useWords();
  const { formats } = useSpeech();
  return (
    <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5 px-4 py-3" data-testid="lead-details">
      <Row label={words.website} field="website">
        {lead.website !== null && <ExternalLink address={lead.website} />}
      </Row>
      <Row label={words.contact} field="contactName">{lead.contactName}</Row>
      <Row label={words.email} field="email">{lead.email}</Row>
      <Row label={words.phone} field="phone">{lead.phone}</Row>
      <Row label={fields.siren} field="siren">{lead.siren}</Row>
      <Row label={fields.vat} field="vat">{lead.vat}</Row>
      <Row label={fields.value} field="value">
        {lead.value !== null && <span className="tabular-nums">{valueText(lead.value, formats.language)}</span>}
      </Row>
      <Row label={fields.closeReason} field="closeReason">{lead.closeReason}</Row>
      <Row label={fields.tags} field="tags">
        {lead.tags.length > 0 && (
          <span className="flex flex-wrap gap-1">
            {lead.tags.map((tag) => <Badge key={tag} look="accent">{tag}</Badge>)}
          </span>
        )}
      </Row>
      <Row label={words.dropped}>
        <Time iso={lead.createdAt} />
      </Row>
      <Row label={words.readyAt}>{lead.readyAt !== null && <Time iso={lead.readyAt} />}</Row>
      <Row label={fields.notes} field="notes">
        {lead.notes !== null && <span className="whitespace-pre-wrap">{lead.notes}</span>}
      </Row>
    </dl>
  );
}

/** A term and its description; nothing when there is none. */
function Row(
  { label, field, children }: {
    readonly label: string;
    /** What of the lead it shows. */
    readonly field?: string;
    readonly children: ReactNode;
  },
): ReactElement | null {
  if (children === null || children === false) return null;
  return (
    <>
      <dt className="text-muted">
        {label}
        {field !== undefined && <NewMark fields={[field]} />}
      </dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Time({ iso }: { readonly iso: string }): ReactElement {
  const { formats } = useSpeech();
  return <time dateTime={iso}>{formats.dateTime(iso)}</time>;
}
