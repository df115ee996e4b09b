import { type ReactElement, useState } from "react";
import type { Lead } from "../api/Lead.ts";
import type { LeadLink } from "../api/LeadLink.ts";
import { mergeLeads } from "../api/leadChanges.ts";
import { openWarRoom } from "../api/leads.ts";
import { warRoomPath } from "../app/Route.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { Dotted } from "../ui/Dotted.tsx";
import { Link } from "../ui/Link.tsx";
import { Section } from "../ui/Section.tsx";

interface DuplicatesSectionProps {
  readonly lead: Lead;
  readonly links: readonly LeadLink[];
  readonly mayMerge: boolean;
  readonly onMerged: (lead: Lead, company: string) => void;
}

/** Leads that may be the same company, each of which can be put into this one. Nothing where there is none. */
export function DuplicatesSection({ lead, links, mayMerge, onMerged }: DuplicatesSectionProps): ReactElement | null {
  const words = useWords().duplicates;
  const [chosen, setChosen] = useState<LeadLink | null>(null);
  if (links.length === 0) return null;
  return (
    <Section title={words.title}>
      <ul className="divide-y divide-line" data-testid="duplicates">
        {links.map((link) => (
          <li key={link.id} className="flex items-center justify-between gap-x-3 px-4 py-2">
            <div className="min-w-0">
              <Link to={warRoomPath(link.id)} className="font-medium break-words text-accent underline">
                {link.company}
              </Link>
              <Dotted>{link.by.map((kind) => <span key={kind}>{words.same(words.by[kind])}</span>)}</Dotted>
            </div>
            {mayMerge && (
              <Button
                look="quiet"
                className="-mr-3"
                aria-label={words.mergeLabel(link.company)}
                onClick={() => setChosen(link)}
              >
                {words.merge}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {chosen !== null && (
        <ConfirmDialog
          title={words.question(chosen.company)}
          text={words.text(chosen.company, lead.company)}
          verb={words.verb}
          onConfirm={async () => {
            // As it is at this moment: a change that comes between is refused by its version.
            const other = await openWarRoom(chosen.id, AbortSignal.timeout(20_000));
            onMerged(await mergeLeads(lead, other.lead), chosen.company);
          }}
          onClose={() => setChosen(null)}
        />
      )}
    </Section>
  );
}
