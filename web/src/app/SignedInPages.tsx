import { type ReactElement, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { lazy } from "../ui/lazy.ts";
import { ApiFailure } from "../api/ApiFailure.ts";
import { type LeadFilter, noFilter } from "../api/LeadFilter.ts";
import { hasNotes } from "../files/upload/hasNotes.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { LeadListPage } from "../leads/LeadListPage.tsx";
import { useConnectionAttempt, useConnectionStatus, useRealtime } from "../realtime/RealtimeContext.ts";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { PanelBoundary } from "../ui/PanelBoundary.tsx";
import { WarRoomSkeleton } from "../warRoom/WarRoomSkeleton.tsx";
import { ClosingNotice } from "./ClosingNotice.tsx";
import { ConnectionPill } from "./ConnectionPill.tsx";
import { Header } from "./Header.tsx";
import type { KeyCommand } from "./keyCommands.ts";
import { firstPageShown } from "./firstPage.ts";
import { Later } from "./Later.tsx";
import { navigate } from "./navigation.ts";
import { NotFoundPage } from "./NotFoundPage.tsx";
import {
  chatPath,
  dropLeadPath,
  errorsPath,
  filesPath,
  healthPath,
  inboxPath,
  leadsPath,
  moneyPath,
  pipelinePath,
  queuesPath,
  type Route,
  settingsPath,
} from "./Route.ts";
import { useSession } from "./SessionContext.ts";
import { useKeyCommands } from "./useKeyCommands.ts";

const loadDropLead = () => import("../dropLead/DropLeadPage.tsx");
const DropLeadPage = lazy(loadDropLead);
const DropAnywhere = lazy(() => import("../dropLead/DropAnywhere.tsx"));
const FilesPages = lazy(() => import("../files/FilesPages.tsx"));
const ImportPages = lazy(() => import("../imports/ImportPages.tsx"));
const InboxPage = lazy(() => import("../inbox/InboxPage.tsx"));
const loadPalette = () => import("../palette/CommandPalette.tsx");
const CommandPalette = lazy(loadPalette);
const KeyboardDialog = lazy(() => import("./KeyboardDialog.tsx"));
const JobsPages = lazy(() => import("../jobs/JobsPages.tsx"));
const ChatPage = lazy(() => import("../chat/ChatPage.tsx"));
const OfflineBar = lazy(() => import("../offline/OfflineBar.tsx"));
const PipelinePages = lazy(() => import("../pipeline/PipelinePages.tsx"));
const MoneyPages = lazy(() => import("../money/MoneyPages.tsx"));
const NodePages = lazy(() => import("../observing/NodePages.tsx"));
const ErrorsPages = lazy(() => import("../errors/ErrorsPages.tsx"));
const SettingsPages = lazy(() => import("../settings/SettingsPages.tsx"));
const UploadTray = lazy(() => import("../files/upload/UploadTray.tsx"));
const loadWarRoom = () => import("../warRoom/WarRoomPage.tsx");
const WarRoomPage = lazy(loadWarRoom);

/** By then the first page is shown, also where it takes long. */
const PAUSE_BEFORE_MORE_MS = 1500;
/** A socket that is refused this often may be so because the session ended: the node is asked. */
const DOUBTFUL_ATTEMPT = 3;

/** Pages whose first field is none to be filled in at once. */
const withoutForm: ReadonlySet<Route["page"]> = new Set([
  "settings",
  "jobs",
  "files",
  "pipeline",
  "chat",
  "node",
  "errors",
]);

interface SignedInPagesProps {
  readonly route: Route;
  readonly onSignOut: () => Promise<void>;
  readonly onDoubt: () => void;
}

/** Everything that someone who is signed in can see. */
export function SignedInPages({ route, onSignOut, onDoubt }: SignedInPagesProps): ReactElement {
  const { messages } = useSpeech();
  const { permissions } = useSession();
  const searchField = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const [isKeyboardShown, setKeyboardShown] = useState(false);
  const [isPaletteShown, setPaletteShown] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  // How the list was last seen; null until it is. Kept while other pages are shown.
  const [listed, setListed] = useState<LeadFilter | null>(null);
  if (route.page === "leads" && route.filter !== listed) setListed(route.filter);
  // Uploads go on while other pages are shown, and so does the sight of them; those of an earlier page are waiting.
  const [mayUpload, setMayUpload] = useState(hasNotes);
  if (!mayUpload && (route.page === "files" || route.page === "warRoom")) setMayUpload(true);
  const listPath = leadsPath(listed ?? noFilter);

  // There before the first lead is opened or dropped, or a command typed, and not in the way of the first page. Opening it says what keeps it away.
  useEffect(() => {
    const timer = setTimeout(() => {
      firstPageShown();
      for (const load of [loadWarRoom, loadDropLead, loadPalette]) load().catch(() => {});
    }, PAUSE_BEFORE_MORE_MS);
    return () => clearTimeout(timer);
  }, []);
  // The list says itself when it is.
  const isList = route.page === "leads";
  useEffect(() => {
    if (!isList) firstPageShown();
  }, [isList]);
  useConnectionUpkeep(onDoubt);
  useFocusOnChange(main, nameOf(route), !withoutForm.has(route.page));
  const run = useCallback((command: KeyCommand) => {
    switch (command) {
      case "search":
        navigate(listPath, location.pathname === "/leads");
        // After the list is shown again: a hidden field takes no focus.
        return requestAnimationFrame(() => searchField.current?.focus());
      case "newLead":
        return navigate(dropLeadPath);
      case "leads":
        return navigate(leadsPath());
      case "pipeline":
        return navigate(pipelinePath());
      case "chat":
        return navigate(chatPath());
      case "files":
        return navigate(filesPath());
      case "jobs":
        return navigate(queuesPath);
      case "payouts":
        return navigate(moneyPath);
      case "node":
        return navigate(healthPath);
      case "errors":
        return navigate(errorsPath());
      case "inbox":
        return navigate(inboxPath);
      case "settings":
        return navigate(settingsPath());
      case "palette":
        return setPaletteShown(true);
      case "help":
        return setKeyboardShown(true);
    }
  }, [listPath]);
  useKeyCommands(run);

  const signOut = () => {
    setFailure(null);
    onSignOut().catch((error: unknown) => {
      if (!(error instanceof ApiFailure)) throw error;
      setFailure(error);
    });
  };
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-30 focus:m-2 focus:rounded-lg focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
      >
        {messages.shell.skip}
      </a>
      <Header
        page={route.page}
        onKeyboard={() => setKeyboardShown(true)}
        onPalette={() => setPaletteShown(true)}
        onSignOut={signOut}
      />
      <div className="px-4 pt-2 empty:hidden md:hidden">
        <ConnectionPill />
      </div>
      {failure !== null && (
        <div className="mx-auto max-w-2xl px-4 pt-4">
          <FailureNotice failure={failure} />
        </div>
      )}
      {!(route.page === "settings" && route.section === "workspace") && <ClosingNotice />}
      <main id="content" ref={main} tabIndex={-1}>
        {listed !== null && (
          <PanelBoundary name="leads">
            <LeadListPage
              filter={listed}
              isActive={route.page === "leads"}
              searchField={searchField}
            />
          </PanelBoundary>
        )}
        <PanelBoundary name={route.page} resetBy={nameOf(route)}>
          {route.page === "dropLead" && (
            <Suspense fallback={null}>
              <DropLeadPage key={route.search} search={route.search} />
            </Suspense>
          )}
          {route.page === "warRoom" && (
            <Suspense fallback={<WarRoomSkeleton />}>
              <WarRoomPage key={route.leadId} leadId={route.leadId} backTo={listPath} />
            </Suspense>
          )}
          {route.page === "imports" && (
            <Suspense fallback={null}>
              <ImportPages importId={route.importId} />
            </Suspense>
          )}
          {route.page === "pipeline" && (
            <Suspense fallback={null}>
              <PipelinePages view={route.view} search={route.search} />
            </Suspense>
          )}
          {route.page === "chat" && (
            <Suspense fallback={null}>
              <ChatPage channelId={route.channelId} seq={route.seq} />
            </Suspense>
          )}
          {route.page === "files" && (
            <Suspense fallback={null}>
              <FilesPages place={route.place} />
            </Suspense>
          )}
          {route.page === "jobs" && (
            <Suspense fallback={null}>
              <JobsPages place={route.place} />
            </Suspense>
          )}
          {route.page === "money" && (
            <Suspense fallback={null}>
              <MoneyPages path={route.path} search={route.search} />
            </Suspense>
          )}
          {route.page === "node" && (
            <Suspense fallback={null}>
              <NodePages path={route.path} search={route.search} />
            </Suspense>
          )}
          {route.page === "errors" && (
            <Suspense fallback={null}>
              <ErrorsPages id={route.id} search={route.search} />
            </Suspense>
          )}
          {route.page === "inbox" && (
            <Suspense fallback={null}>
              <InboxPage />
            </Suspense>
          )}
          {(route.page === "settings" || route.page === "newWorkspace") && (
            <Suspense fallback={null}>
              <SettingsPages route={route} />
            </Suspense>
          )}
          {route.page === "notFound" && <NotFoundPage />}
        </PanelBoundary>
      </main>
      <Later>
        <OfflineBar />
      </Later>
      {permissions.includes("leads.drop") && (
        <Later>
          <DropAnywhere />
        </Later>
      )}
      {mayUpload && (
        <PanelBoundary name="uploads">
          <Suspense fallback={null}>
            <UploadTray />
          </Suspense>
        </PanelBoundary>
      )}
      {isPaletteShown && (
        <Suspense fallback={null}>
          <CommandPalette
            onClose={() => setPaletteShown(false)}
            onKeyboard={() => setKeyboardShown(true)}
            onSignOut={signOut}
          />
        </Suspense>
      )}
      {isKeyboardShown && (
        <Suspense fallback={null}>
          <KeyboardDialog onClose={() => setKeyboardShown(false)} />
        </Suspense>
      )}
    </>
  );
}

/** What tells one page from another, so that going from lead to lead counts as a change. */
function nameOf(route: Route): string {
  switch (route.page) {
    case "warRoom":
      return route.leadId;
    case "imports":
      return `imports ${route.importId}`;
    case "settings":
      return `settings ${route.section}`;
    case "pipeline":
      return `pipeline ${route.view}`;
    case "files":
      return route.place.view === "folder"
        ? `files ${route.place.bucket} ${route.place.folder}`
        : `files ${route.place.view}`;
    case "jobs":
      return route.place.view === "job" ? `jobs ${route.place.jobId}` : `jobs ${route.place.view}`;
    case "money":
    case "node":
      return route.path;
    case "errors":
      return `errors ${route.id}`;
    default:
      return route.page;
  }
}

/** Reconnects without delay when the network or the user comes back; asks about the session when access may be lost. */
function useConnectionUpkeep(onDoubt: () => void): void {
  const realtime = useRealtime();
  const attempt = useConnectionAttempt();
  const status = useConnectionStatus();
  useEffect(() => {
    const onVisible = () => document.visibilityState === "visible" && realtime.wake();
    addEventListener("online", realtime.wake);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      removeEventListener("online", realtime.wake);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [realtime]);
  const isDoubtful = attempt >= DOUBTFUL_ATTEMPT || status === "accessLost";
  useEffect(() => {
    if (isDoubtful) onDoubt();
  }, [isDoubtful, onDoubt]);
}

/**
 * After a change of page, moves the focus to its heading, or to the first field of one that is there to be filled in, so
 * that keyboard and screen reader start there.
 */
function useFocusOnChange(main: { readonly current: HTMLElement | null }, page: string, isForm: boolean): void {
  const last = useRef(page);
  useEffect(() => {
    if (last.current === page) return;
    last.current = page;
    const shown = [...main.current?.querySelectorAll<HTMLElement>("form input, h1") ?? []]
      .filter((element) => element.offsetParent !== null);
    const field = isForm ? shown.find((element) => element.tagName === "INPUT") : undefined;
    const target = field ?? shown.find((element) => element.tagName === "H1") ?? main.current;
    target?.focus({ preventScroll: true });
  }, [main, page, isForm]);
}
