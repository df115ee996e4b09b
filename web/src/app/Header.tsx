import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { Brand } from "./Brand.tsx";
import { ConnectionPill } from "./ConnectionPill.tsx";
import { dropLeadPath, filesPath, leadsPath, queuesPath, type Route } from "./Route.ts";
import { useSession } from "./SessionContext.ts";

interface HeaderProps {
  readonly page: Route["page"];
  readonly onKeyboard: () => void;
  readonly onSignOut: () => void;
}

/** The bar on top of every page of someone who is signed in. */
export function Header({ page, onKeyboard, onSignOut }: HeaderProps): ReactElement {
  const { shell } = useSpeech().messages;
  const { permissions } = useSession();
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-surface">
      <div className="mx-auto flex h-13 max-w-6xl items-center gap-0.5 px-4 md:gap-2">
        <Link to={leadsPath()} className="mr-1 flex items-center gap-2 rounded-lg font-semibold md:mr-3">
          <Brand />
          <span className="max-md:sr-only">Uprising Node</span>
        </Link>
        <nav className="flex">
          <Link
            to={leadsPath()}
            aria-current={page === "leads" ? "page" : undefined}
            className={`${buttonClass("quiet")} max-md:px-2! aria-[current=page]:text-ink`}
          >
            {shell.leads}
          </Link>
          {permissions.includes("files.read") && (
            <Link
              to={filesPath()}
              aria-current={page === "files" ? "page" : undefined}
              className={`${buttonClass("quiet")} max-md:px-2! aria-[current=page]:text-ink`}
            >
              {shell.files}
            </Link>
          )}
          {permissions.includes("jobs.read") && (
            <Link
              to={queuesPath}
              aria-current={page === "jobs" ? "page" : undefined}
              className={`${buttonClass("quiet")} max-md:px-2! aria-[current=page]:text-ink`}
            >
              {shell.jobs}
            </Link>
          )}
        </nav>
        <div className="flex min-w-0 flex-1 justify-end max-md:hidden">
          <ConnectionPill />
        </div>
        <span className="flex-1 md:hidden" />
        <Link
          to={dropLeadPath}
          aria-keyshortcuts="n"
          aria-current={page === "dropLead" ? "page" : undefined}
          className={`${buttonClass("primary")} max-md:min-w-9 max-md:px-2!`}
        >
          {/* Beside the pages there is no room for the words on a phone. */}
          <span aria-hidden="true" className="md:hidden">+</span>
          <span className="max-md:sr-only">{shell.newLead}</span>
        </Link>
        <AccountMenu onKeyboard={onKeyboard} onSignOut={onSignOut} />
      </div>
    </header>
  );
}
