import { type FormEvent, type ReactElement, useState } from "react";
import { reloadSession } from "../../api/sessions.ts";
import { changeWorkspace, type Workspace, type WorkspaceSettings } from "../../api/workspaces.ts";
import { Button } from "../../ui/Button.tsx";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { Notice } from "../../ui/Notice.tsx";
import { useAct } from "../../ui/useAct.ts";
import { SaveBar } from "../SaveBar.tsx";
import { useWords } from "../words/useWords.ts";
import { WorkspaceFields } from "./WorkspaceFields.tsx";

interface WorkspaceFormProps {
  readonly workspace: Workspace;
  readonly onReload: () => Promise<void>;
}

/** Changes the workspace, unless someone else has done so since it was read. */
export function WorkspaceForm({ workspace, onReload }: WorkspaceFormProps): ReactElement {
  const words = useWords();
  const act = useAct();
  const { name, language, timeZone, currency } = workspace;
  const [settings, setSettings] = useState<WorkspaceSettings>({ name, language, timeZone, currency });
  const [version, setVersion] = useState(workspace.version);
  const [isMissing, setMissing] = useState(false);
  const [isSaved, setSaved] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSaved(false);
    setMissing(settings.name.trim() === "");
    if (settings.name.trim() === "") return;
    const isDone = await act.run(async () => {
      const changed = await changeWorkspace({ ...settings, name: settings.name.trim() }, version);
      setVersion(changed.version);
      await reloadSession();
    });
    setSaved(isDone);
  };
  const isStale = act.failure?.code === "stale_version";
  const faults = faultsByField(act.failure?.fields ?? []);
  return (
    <form noValidate onSubmit={submit} onChange={() => setSaved(false)} className="grid gap-4 p-4 md:grid-cols-2">
      <WorkspaceFields
        settings={settings}
        faults={isMissing ? { ...faults, name: words.nameRequired } : faults}
        onChange={setSettings}
      />
      {isStale
        ? (
          <div className="md:col-span-2">
            <Notice look="bad">
              <p className="mb-2">{words.workspace.stale}</p>
              <Button onClick={onReload}>{words.workspace.loadAgain}</Button>
            </Notice>
          </div>
        )
        : <SaveBar act={act} isSaved={isSaved} className="md:col-span-2" />}
    </form>
  );
}
