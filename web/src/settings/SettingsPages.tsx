import { type ReactElement, Suspense } from "react";
import { lazy } from "../ui/lazy.ts";
import type { Session } from "../api/Session.ts";
import type { Route, SettingsSection } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { SettingsFrame } from "./SettingsFrame.tsx";
import { visibleSections } from "./sections.ts";
import { useWords } from "./words/useWords.ts";

const PreferencesSection = lazy(() => import("../inbox/PreferencesSection.tsx"));
const ErrorProjectsSection = lazy(() => import("../errors/projects/ErrorProjectsSection.tsx"));
const AuditSection = lazy(() => import("./audit/AuditSection.tsx"));
const FormsSection = lazy(() => import("./forms/FormsSection.tsx"));
const KeysSection = lazy(() => import("./keys/KeysSection.tsx"));
const MembersSection = lazy(() => import("./members/MembersSection.tsx"));
const ProjectsSection = lazy(() => import("./projects/ProjectsSection.tsx"));
const ProfileSection = lazy(() => import("./profile/ProfileSection.tsx"));
const SessionsSection = lazy(() => import("./sessions/SessionsSection.tsx"));
const TagsSection = lazy(() => import("./tags/TagsSection.tsx"));
const TokensSection = lazy(() => import("./tokens/TokensSection.tsx"));
const WorkspaceSection = lazy(() => import("./workspace/WorkspaceSection.tsx"));
const NewWorkspacePage = lazy(() => import("./workspace/NewWorkspacePage.tsx"));
const WebhooksSection = lazy(() => import("../webhooks/WebhooksSection.tsx"));

/** The settings, and making a workspace: each section is loaded when it is first opened. */
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
          <Suspense fallback={<div className="panel h-64" />}>
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
