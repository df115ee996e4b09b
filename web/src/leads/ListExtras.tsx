import type { ReactElement, RefObject } from "react";
import type { Lead } from "../api/Lead.ts";
import { useSession } from "../app/SessionContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { CellEditing } from "./cells/CellEditing.tsx";
import type { ColumnName } from "./columns.ts";
import type { NewsMarks } from "./LeadRow.tsx";
import { useNewsMarks } from "./useNewsMarks.ts";

interface ListExtrasProps {
  readonly panel: RefObject<HTMLElement>;
  readonly leads: readonly Lead[];
  readonly columns: readonly ColumnName[];
  readonly lookups: Lookups;
  readonly isActive: boolean;
  readonly onStored: (lead: Lead) => void;
  readonly onReload: () => void;
  readonly onNews: (marks: NewsMarks) => void;
}

/** What the list does beside showing leads: it is loaded after them. */
export default function ListExtras({ isActive, onNews, ...cells }: ListExtrasProps): ReactElement | null {
  const { permissions } = useSession();
  useNewsMarks(isActive, onNews);
  return permissions.includes("leads.write") && isActive ? <CellEditing {...cells} /> : null;
}
