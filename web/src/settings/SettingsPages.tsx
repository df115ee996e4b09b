import { type ReactElement, Suspense } from "react";
import { lazy } from "../ui/lazy.ts";
import type { Session } from "../api/Session.ts";
import type { Route, SettingsSection } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { AuditSection } from "./audit/AuditSection.tsx";
import { FormsSection } from "./forms/FormsSection.tsx";
import { KeysSection } from "./keys/KeysSection.tsx";
import { MembersSection } from "./members/MembersSection.tsx";
import { ProjectsSection } from "./projects/ProjectsSection.tsx";
import { ProfileSection } from "./profile/ProfileSection.tsx";
import { SessionsSection } from "./sessions/SessionsSection.tsx";
import { SettingsFrame } from "./SettingsFrame.tsx";
import { visibleSections } from "./sections.ts";
import { TagsSection } from "./tags/TagsSection.tsx";
import { TokensSection } from "./tokens/TokensSection.tsx";
import { useWords } from "./words/useWords.ts";
import { NewWorkspacePage } from "./workspace/NewWorkspacePage.tsx";
import { WorkspaceSection } from "./workspace/WorkspaceSection.tsx";

const PreferencesSection = lazy(() => import("../inbox/PreferencesSection.tsx"));
const ErrorProjectsSection = lazy(() => import("../errors/projects/ErrorProjectsSection.tsx"));
const WebhooksSection = lazy(() => import("../webhooks/WebhooksSection.tsx"));

/** The settings, and making a workspace: loaded when they are first opened. */
export default function SettingsPages(
  { route }: { readonly route: Extract<Route, { page: "settings" | "newWorkspace" }> },
): ReactElement {
  const session = useSession();
  const words = useWords();
  if (route.page === "newWorkspace") return <NewWorkspacePage />;
  const section = route.section ?? "profile";
  return (
    <SettingsFrame chosen={route.section}>
      {visibleSections(session.permissions).includes(section)
        ? (
          <Suspense fallback={null}>
            <Section section={section} session={session} />
          </Suspense>
        )
        : <p className="py-8 text-muted">{words.hidden}</p>}
    </SettingsFrame>
  );
}

function Section({ section, session }: { readonly section: SettingsSection; readonly session: Session }): ReactElement {
  switch (section) {
    case "profile":
      return <ProfileSection session={session} />;
    case "notifications":
      return <PreferencesSection />;
    case "sessions":
      return <SessionsSection />;
    case "tokens":
      return <TokensSection session={session} />;
    case "workspace":
      return <WorkspaceSection session={session} />;
    case "members":
      return <MembersSection session={session} />;
    case "projects":
      return <ProjectsSection />;
    case "tags":
      return <TagsSection />;
    case "forms":
      return <FormsSection session={session} />;
    case "keys":
      return <KeysSection />;
    case "webhooks":
      return <WebhooksSection />;
    case "errors":
      return <ErrorProjectsSection />;
    case "audit":
      return <AuditSection session={session} />;
  }
}
