import type { ReactElement } from "react";
import type { Session } from "../../api/Session.ts";
import { openWorkspace, type Workspace } from "../../api/workspaces.ts";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Section } from "../../ui/Section.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { DeletionSection } from "./DeletionSection.tsx";
import { WorkspaceForm } from "./WorkspaceForm.tsx";

/** The workspace itself: its settings, and its end. */
export default function WorkspaceSection({ session }: { readonly session: Session }): ReactElement {
  const words = useWords().workspace;
  const fetched = useFetched<Workspace>(openWorkspace);
  const workspace = fetched.value;
  return (
    <>
      {session.permissions.includes("workspace.manage") && (
        <Section title={words.general}>
          <FetchedList fetched={fetched}>
            {(workspace) => (
              <WorkspaceForm
                // A version that someone else has made starts the form anew.
                key={workspace.version}
                workspace={workspace}
                onReload={fetched.reload}
              />
            )}
          </FetchedList>
        </Section>
      )}
      {workspace !== null && session.permissions.includes("workspace.delete") && (
        <DeletionSection workspace={workspace} onChanged={fetched.reload} />
      )}
    </>
  );
}
