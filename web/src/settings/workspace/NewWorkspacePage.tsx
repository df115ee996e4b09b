import { type FormEvent, type ReactElement, useRef, useState } from "react";
import { switchWorkspace } from "../../api/sessions.ts";
import { createWorkspace, type WorkspaceSettings } from "../../api/workspaces.ts";
import { navigate } from "../../app/navigation.ts";
import { leadsPath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useTitle } from "../../app/useTitle.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { faultsByField, focusFirstFault } from "../../ui/fieldFaults.ts";
import { Link } from "../../ui/Link.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { ownTimeZone } from "./places.ts";
import { WorkspaceFields } from "./WorkspaceFields.tsx";

/** Makes another workspace, and goes there. */
export default function NewWorkspacePage(): ReactElement {
  const words = useWords();
  const { messages, language } = useSpeech();
  const session = useSession();
  const form = useRef<HTMLFormElement>(null);
  const act = useAct();
  const [isMissing, setMissing] = useState(false);
  // A workspace that was made but not gone to must not be made twice.
  const made = useRef<string | null>(null);
  const [settings, setSettings] = useState<WorkspaceSettings>(() => ({
    name: "",
    language,
    timeZone: ownTimeZone(),
    currency: session.workspace.currency,
  }));
  useTitle(words.workspace.createTitle);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(settings.name.trim() === "");
    if (settings.name.trim() === "") return focusFirstFault(form.current);
    const isDone = await act.run(async () => {
      made.current ??= (await createWorkspace({ ...settings, name: settings.name.trim() })).id;
      await switchWorkspace(made.current);
    });
    if (isDone) navigate(leadsPath(), true);
  };
  const faults = faultsByField(act.failure?.fields ?? []);
  return (
    <form ref={form} noValidate onSubmit={submit} className="mx-auto max-w-2xl px-4 py-4 md:py-6">
      <h1 tabIndex={-1} className="text-xl font-semibold">{words.workspace.createTitle}</h1>
      <p className="mt-1 mb-4 text-muted">{words.workspace.createText}</p>
      <div className="panel grid gap-4 p-4 md:grid-cols-2 md:p-5">
        <WorkspaceFields
          settings={settings}
          faults={isMissing ? { ...faults, name: words.nameRequired } : faults}
          onChange={setSettings}
        />
      </div>
      {act.failure !== null && (
        <div className="mt-4">
          <FailureNotice failure={act.failure} />
        </div>
      )}
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Link to={leadsPath()} className={buttonClass("quiet")}>{messages.shell.cancel}</Link>
        <Button look="primary" type="submit" aria-disabled={act.isBusy}>
          {act.isBusy ? words.workspace.creating : words.workspace.create}
        </Button>
      </div>
    </form>
  );
}
