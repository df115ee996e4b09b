import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Link } from "../ui/Link.tsx";
import { Notice } from "../ui/Notice.tsx";
import { settingsPath } from "./Route.ts";
import { useSession } from "./SessionContext.ts";

/** Says that the workspace is about to be deleted, and where that can be undone. */
export function ClosingNotice(): ReactElement | null {
  const { messages, formats } = useSpeech();
  const { workspace, permissions } = useSession();
  if (workspace.deletesAt === undefined || workspace.deletesAt === null) return null;
  return (
    <div className="mx-auto max-w-6xl px-4 pt-4">
      <Notice look="warn">
        {messages.shell.closing(workspace.name, formats.dateTime(workspace.deletesAt))}{" "}
        {permissions.includes("workspace.delete") && (
          <Link to={settingsPath("workspace")} className="text-accent underline underline-offset-2">
            {messages.shell.settings}
          </Link>
        )}
      </Notice>
    </div>
  );
}
