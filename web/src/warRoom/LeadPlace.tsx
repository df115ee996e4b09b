import type { ReactElement } from "react";
import type { Lead } from "../api/Lead.ts";
import { unarchiveLead } from "../api/leadChanges.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Said } from "../leadWork/UndoLine.tsx";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { restoreNow } from "./LeadMenu.tsx";

interface LeadPlaceProps {
  readonly lead: Lead;
  readonly mayWrite: boolean;
  readonly onAct: (work: () => Promise<Said>) => void;
}

/** Says of a lead that is archived or in the trash that it is, and brings it back. */
export function LeadPlace({ lead, mayWrite, onAct }: LeadPlaceProps): ReactElement | null {
  const words = useWords().acts;
  const { formats } = useSpeech();
  const { deletedAt, archivedAt } = lead;
  if (deletedAt === null && archivedAt === null) return null;
  const bringBack = async () => {
    if (deletedAt === null) {
      await unarchiveLead(lead);
      return { text: words.unarchived };
    }
    await restoreNow(lead.id);
    return { text: words.restored };
  };
  return (
    <Notice look={deletedAt === null ? "plain" : "warn"}>
      <div className="flex flex-wrap items-center justify-between gap-2" data-testid="lead-place">
        <p>
          {deletedAt === null
            ? archivedAt !== null && words.archivedNotice(formats.dateTime(archivedAt))
            : words.trashNotice(formats.dateTime(deletedAt))}
        </p>
        {mayWrite && (
          <Button onClick={() => onAct(bringBack)}>{deletedAt === null ? words.unarchive : words.restore}</Button>
        )}
      </div>
    </Notice>
  );
}
