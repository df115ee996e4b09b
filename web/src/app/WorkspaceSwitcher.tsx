import { type ReactElement, useState } from "react";
import { switchWorkspace } from "../api/sessions.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { buttonClass } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Link } from "../ui/Link.tsx";
import { useAct } from "../ui/useAct.ts";
import { navigate } from "./navigation.ts";
import { leadsPath, newWorkspacePath } from "./Route.ts";
import { useSession } from "./SessionContext.ts";

/** The workspaces of this person: the present one marked, the others to go to. */
export function WorkspaceSwitcher({ onClose }: { readonly onClose: () => void }): ReactElement {
  const { messages } = useSpeech();
  const { shell } = messages;
  const session = useSession();
  const act = useAct();
  const [wanted, setWanted] = useState<string | null>(null);
  const go = async (id: string) => {
    if (act.isBusy) return;
    setWanted(id);
    // The page of the other workspace replaces this one, menu and all.
    if (await act.run(() => switchWorkspace(id))) navigate(leadsPath());
  };
  return (
    <div className="-mx-2 flex flex-col border-y border-line py-2">
      <p id="workspaces-title" className="px-2 pb-1 text-xs text-muted">{shell.workspaces}</p>
      <ul aria-labelledby="workspaces-title" className="flex max-h-56 flex-col overflow-y-auto">
        {session.workspaces.map(({ id, name, role }) => {
          const isPresent = id === session.workspace.id;
          return (
            <li key={id}>
              <button
                type="button"
                aria-current={isPresent ? "true" : undefined}
                aria-disabled={isPresent || act.isBusy}
                onClick={() => {
                  if (!isPresent) void go(id);
                }}
                className="flex min-h-9 w-full items-center gap-2 rounded-lg px-2 text-left -outline-offset-2 hover:bg-sunken aria-[current=true]:cursor-default"
              >
                <span aria-hidden="true" className="w-4 text-accent">{isPresent ? "✓" : ""}</span>
                <span className={`min-w-0 flex-1 truncate ${isPresent ? "font-medium" : ""}`}>{name}</span>
                <span className="text-xs text-muted">
                  {act.isBusy && wanted === id ? shell.switching : messages.roles[role]}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <Link to={newWorkspacePath} className={`${buttonClass("quiet")} justify-start! px-2!`} onFollow={onClose}>
        <span aria-hidden="true" className="w-4">+</span>
        {shell.newWorkspace}
      </Link>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
    </div>
  );
}
