import type { ReactElement } from "react";
import { isInProgress, type Lead } from "../api/Lead.ts";
import { archiveLead, deleteLead, renderDossier, restoreLead, unarchiveLead } from "../api/leadChanges.ts";
import { openWarRoom } from "../api/leads.ts";
import type { Said } from "../leadWork/UndoLine.tsx";
import { useWords } from "../leadWork/words/useWords.ts";
import { Menu, type MenuItem } from "../ui/Menu.tsx";

interface LeadMenuProps {
  readonly lead: Lead;
  readonly hasAnalysis: boolean;
  /** Does it, and says what came of it. */
  readonly onAct: (work: () => Promise<Said>) => void;
}

/** What is done with a lead as a whole. */
export function LeadMenu({ lead, hasAnalysis, onAct }: LeadMenuProps): ReactElement {
  const words = useWords().acts;
  const archive = async () => {
    const archived = await archiveLead(lead);
    return { text: words.archived, undo: () => unarchiveLead(archived) };
  };
  const unarchive = async () => {
    const unarchived = await unarchiveLead(lead);
    return { text: words.unarchived, undo: () => archiveLead(unarchived) };
  };
  const remove = async () => {
    await deleteLead(lead);
    // The notice of the lead itself says where it is, and restores it.
    return { text: null };
  };
  const render = async () => {
    await renderDossier(lead.id);
    return { text: words.rendering };
  };
  const items: MenuItem[] = [];
  if (hasAnalysis && !isInProgress(lead.status)) items.push({ label: words.render, onChoose: () => onAct(render) });
  items.push(
    lead.archivedAt === null
      ? { label: words.archive, onChoose: () => onAct(archive) }
      : { label: words.unarchive, onChoose: () => onAct(unarchive) },
    { label: words.delete, isDangerous: true, onChoose: () => onAct(remove) },
  );
  return <Menu label={words.menu} items={items} />;
}

/** Restores a lead as it is now: its version moved on when it was deleted. */
export async function restoreNow(leadId: string): Promise<Lead> {
  const { lead } = await openWarRoom(leadId, AbortSignal.timeout(20_000));
  return lead.deletedAt === null ? lead : await restoreLead(leadId, lead.version);
}
