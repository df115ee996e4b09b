import type { ReactElement } from "react";
import { lazy } from "../ui/lazy.ts";
import type { Permission } from "../api/Permission.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { Brand } from "./Brand.tsx";
import { ConnectionPill } from "./ConnectionPill.tsx";
import { Later } from "./Later.tsx";
import { PagesMenu } from "./PagesMenu.tsx";
import {
  chatPath,
  dropLeadPath,
  errorsPath,
  filesPath,
  healthPath,
  leadsPath,
  moneyPath,
  pipelinePath,
  queuesPath,
  type Route,
} from "./Route.ts";
import { useSession } from "./SessionContext.ts";

const InboxBell = lazy(() => import("../inbox/InboxBell.tsx"));
const UnreadBadge = lazy(() => import("../chat/UnreadBadge.tsx"));
const TeamHere = lazy(() => import("../team/TeamHere.tsx"));

interface HeaderPage {
  readonly name: Route["page"] & ("leads" | "pipeline" | "chat" | "files" | "money" | "jobs" | "node" | "errors");
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
  { name: "node", path: healthPath, needs: "node.read" },
  { name: "errors", path: errorsPath(), needs: "errors.read" },
];

interface HeaderProps {
  readonly page: Route["page"];
  readonly onKeyboard: () => void;
  readonly onPalette: () => void;
  readonly onSignOut: () => void;
}

/** The bar on top of every page of someone who is signed in. */
export function Header({ page, onKeyboard, onPalette, onSignOut }: HeaderProps): ReactElement {
  const { shell } = useSpeech().messages;
  const { permissions } = useSession();
  const open = pages.filter(({ needs }) => permissions.includes(needs));
  const present = open.find(({ name }) => name === page);
  const links = (look: string, close?: () => void) =>
    open.map(({ name, path }) => (
      <Link
        key={name}
        to={path}
        aria-current={page === name ? "page" : undefined}
        className={`${buttonClass("quiet")} -outline-offset-2 aria-[current=page]:text-ink ${look}`}
        {...(close === undefined ? {} : { onFollow: close })}
      >
        {shell[name]}
        {name === "chat" && (
          <Later>
            <UnreadBadge />
          </Later>
        )}
      </Link>
    ));
  return (
    <header className="sticky top-0 z-10 border-b border-line bg-surface">
      <div className="mx-auto flex h-13 max-w-6xl items-center gap-0.5 px-4 md:gap-2">
        <Link to={leadsPath()} className="flex shrink-0 items-center gap-2 rounded-lg font-semibold xl:mr-2">
          <Brand />
          <span className="max-xl:sr-only">Uprising Node</span>
        </Link>
        {/* Where there is no room for all of them beside each other, one button has them. */}
        <PagesMenu label={present === undefined ? shell.pages : shell[present.name]}>
          {(close) => links("justify-start! aria-[current=page]:bg-sunken", close)}
        </PagesMenu>
        <nav className="flex min-w-0 max-lg:hidden">{links("px-2.5!")}</nav>
        <div className="flex min-w-0 flex-1 justify-end max-md:hidden">
          <ConnectionPill />
        </div>
        <span className="flex-1 md:hidden" />
        <Later>
          <TeamHere />
        </Later>
        <Button
          look="quiet"
          className="min-w-9 px-2!"
          aria-label={shell.palette}
          aria-keyshortcuts="Control+K Meta+K"
          title={`${shell.palette} (Ctrl K)`}
          data-testid="open-palette"
          onClick={onPalette}
        >
          <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 fill-none stroke-current stroke-[1.6]">
            <path strokeLinecap="round" d="M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4" />
          </svg>
        </Button>
        {permissions.includes("leads.drop") && (
          <Link
            to={dropLeadPath}
            aria-keyshortcuts="n"
            aria-current={page === "dropLead" ? "page" : undefined}
            className={`${buttonClass("primary")} max-md:min-w-9 max-md:px-2!`}
          >
            {/* There is no room for the words on a phone. */}
            <span aria-hidden="true" className="md:hidden">+</span>
            <span className="max-md:sr-only">{shell.newLead}</span>
          </Link>
        )}
        <Later fallback={<span className="size-9" />}>
          <InboxBell isOnPage={page === "inbox"} />
        </Later>
        <AccountMenu onKeyboard={onKeyboard} onSignOut={onSignOut} />
      </div>
    </header>
  );
}
