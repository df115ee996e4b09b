import { lazy, type ReactElement, Suspense } from "react";
import type { Permission } from "../api/Permission.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { Brand } from "./Brand.tsx";
import { ConnectionPill } from "./ConnectionPill.tsx";
import {
  chatPath,
  dropLeadPath,
  filesPath,
  leadsPath,
  moneyPath,
  pipelinePath,
  queuesPath,
  type Route,
} from "./Route.ts";
import { useSession } from "./SessionContext.ts";

const InboxBell = lazy(() => import("../inbox/InboxBell.tsx"));
const UnreadBadge = lazy(() => import("../chat/UnreadBadge.tsx"));

interface HeaderPage {
  readonly name: Route["page"] & ("leads" | "pipeline" | "chat" | "files" | "money" | "jobs");
  readonly path: string;
  readonly needs: Permission;
}

const pages: readonly HeaderPage[] = [
  { name: "leads", path: leadsPath(), needs: "leads.read" },
  { name: "pipeline", path: pipelinePath(), needs: "leads.read" },
  { name: "chat", path: chatPath(), needs: "chat.read" },
  { name: "files", path: filesPath(), needs: "files.read" },
  { name: "money", path: moneyPath, needs: "payouts.read" },
  { name: "jobs", path: queuesPath, needs: "jobs.read" },
];

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
        {/* On a phone there is no room for all of them: they are pushed along by a finger. */}
        <nav className="flex min-w-0 flex-1 overflow-x-auto [scrollbar-width:none]">
          {pages.filter(({ needs }) => permissions.includes(needs)).map(({ name, path }) => (
            <Link
              key={name}
              to={path}
              aria-current={page === name ? "page" : undefined}
              className={`${buttonClass("quiet")} -outline-offset-2 max-md:px-2! aria-[current=page]:text-ink`}
            >
              {shell[name]}
              {name === "chat" && (
                <Suspense fallback={null}>
                  <UnreadBadge />
                </Suspense>
              )}
            </Link>
          ))}
        </nav>
        <div className="flex min-w-0 justify-end max-md:hidden">
          <ConnectionPill />
        </div>
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
        <Suspense fallback={<span className="size-9" />}>
          <InboxBell isOnPage={page === "inbox"} />
        </Suspense>
        <AccountMenu onKeyboard={onKeyboard} onSignOut={onSignOut} />
      </div>
    </header>
  );
}
