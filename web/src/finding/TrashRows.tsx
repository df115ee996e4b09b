import { type ReactElement, useState } from "react";
import type { Lead } from "../api/Lead.ts";
import { restoreLead } from "../api/leadChanges.ts";
import { warRoomPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { moveInList } from "../leads/listKeys.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { Dotted } from "../ui/Dotted.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Link } from "../ui/Link.tsx";
import { useAct } from "../ui/useAct.ts";

interface TrashRowsProps {
  readonly leads: readonly Lead[];
  readonly now: number;
  readonly onRestored: () => void;
}

/** The leads that were deleted, each to be restored. */
export default function TrashRows({ leads, now, onRestored }: TrashRowsProps): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const { permissions } = useSession();
  const act = useAct();
  const [said, setSaid] = useState("");
  const mayRestore = permissions.includes("leads.write");
  const restore = (lead: Lead) =>
    act.run(async () => {
      await restoreLead(lead.id, lead.version);
      setSaid(words.find.restored(lead.company));
      onRestored();
    });
  return (
    <>
      <div role="status" className="px-4 py-2 text-muted">
        {act.failure !== null
          ? <FailureNotice failure={act.failure} />
          : said !== ""
          ? said
          : leads.length === 0
          ? words.find.trashEmpty
          : words.find.trashIntro}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move between the links inside */}
      <ul
        aria-label={words.find.trash}
        data-testid="lead-trash"
        className="divide-y divide-line border-t border-line empty:hidden"
        onKeyDown={moveInList}
      >
        {leads.map((lead) => (
          <li key={lead.id} data-lead-id={lead.id} className="flex items-center justify-between gap-3 px-4 py-2">
            <div className="min-w-0">
              <Link to={warRoomPath(lead.id)} data-lead-link="" className="font-medium break-words">
                {lead.company}
              </Link>
              <Dotted>
                {lead.domain !== null && <span>{lead.domain}</span>}
                {lead.deletedAt !== null && (
                  <time dateTime={lead.deletedAt} title={formats.dateTime(lead.deletedAt)}>
                    {words.find.deleted(formats.ago(lead.deletedAt, now))}
                  </time>
                )}
              </Dotted>
            </div>
            {mayRestore && (
              <Button
                aria-label={words.find.restoreLabel(lead.company)}
                onClick={() => void restore(lead)}
              >
                {words.acts.restore}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
