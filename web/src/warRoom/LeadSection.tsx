import type { ReactElement, ReactNode } from "react";
import type { Lead } from "../api/Lead.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { ExternalLink } from "../ui/ExternalLink.tsx";
import { Section } from "../ui/Section.tsx";

/** What was typed in when the lead was dropped. */
export function LeadSection({ lead }: { readonly lead: Lead }): ReactElement {
  const words = useSpeech().messages.warRoom;
  return (
    <Section title={words.lead}>
      <dl className="grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5 px-4 py-3">
        <Row label={words.website}>{lead.website !== null && <ExternalLink address={lead.website} />}</Row>
        <Row label={words.contact}>{lead.contactName}</Row>
        <Row label={words.email}>{lead.email}</Row>
        <Row label={words.phone}>{lead.phone}</Row>
        <Row label={words.dropped}>
          <Time iso={lead.createdAt} />
        </Row>
        <Row label={words.readyAt}>{lead.readyAt !== null && <Time iso={lead.readyAt} />}</Row>
        <Row label={words.notes}>
          {lead.notes !== null && <span className="whitespace-pre-wrap">{lead.notes}</span>}
        </Row>
      </dl>
    </Section>
  );
}

/** A term and its description; nothing when there is none. */
function Row({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement | null {
  if (children === null || children === false) return null;
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Time({ iso }: { readonly iso: string }): ReactElement {
  const { formats } = useSpeech();
  return <time dateTime={iso}>{formats.dateTime(iso)}</time>;
}
