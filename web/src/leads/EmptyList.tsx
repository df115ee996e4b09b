import type { ReactElement } from "react";
import { type LeadFilter, queryOf } from "../api/LeadFilter.ts";
import { dropLeadPath, leadsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";

/** What to do when there is nothing to list. */
export function EmptyList({ filter }: { readonly filter: LeadFilter }): ReactElement {
  const { leads, shell } = useSpeech().messages;
  const { permissions } = useSession();
  const isFiltered = queryOf(filter) !== "";
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-16 text-center">
      <h2 className="text-base font-semibold">{isFiltered ? leads.nothingTitle : leads.emptyTitle}</h2>
      <p className="max-w-md text-muted">{isFiltered ? leads.nothingText : leads.emptyText}</p>
      {isFiltered
        ? <Link to={leadsPath()} className={`mt-2 ${buttonClass("plain")}`}>{leads.clear}</Link>
        : permissions.includes("leads.drop") && (
          <Link to={dropLeadPath} className={`mt-2 ${buttonClass("primary")}`}>{shell.newLead}</Link>
        )}
    </div>
  );
}
