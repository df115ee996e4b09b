import { type ReactElement, useState } from "react";
import { reloadSession } from "../../api/sessions.ts";
import { deleteWorkspace, restoreWorkspace, type Workspace } from "../../api/workspaces.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";

interface DeletionSectionProps {
  readonly workspace: Workspace;
  readonly onChanged: () => Promise<void>;
}

/** The end of a workspace, and the way back during the days of grace. */
export function DeletionSection({ workspace, onChanged }: DeletionSectionProps): ReactElement {
  const words = useWords().workspace;
  const { formats } = useSpeech();
  const [isAsking, setAsking] = useState(false);
  const [isRestored, setRestored] = useState(false);
  const restoring = useAct();
  const restore = () =>
    restoring.run(async () => {
      await restoreWorkspace();
      // What one may do is another thing from now on.
      await reloadSession();
      setRestored(true);
      await onChanged();
    });
  return (
    <Section title={words.danger}>
      <div className="flex flex-col items-start gap-3 p-4">
        {workspace.deletesAt === null
          ? (
            <>
              <p>{words.dangerText}</p>
              {isRestored && <p role="status" className="text-good">{words.restored}</p>}
              <Button look="danger" onClick={() => setAsking(true)}>{words.delete}</Button>
            </>
          )
          : (
            <Notice look="warn">
              <p role="status" className="mb-2 font-medium">{words.goesAway(formats.dateTime(workspace.deletesAt))}</p>
              <Button look="primary" aria-disabled={restoring.isBusy} onClick={restore}>
                {restoring.isBusy ? words.restoring : words.restore}
              </Button>
            </Notice>
          )}
        {restoring.failure !== null && <FailureNotice failure={restoring.failure} />}
      </div>
      {isAsking && (
        <ConfirmDialog
          title={words.deleteTitle(workspace.name)}
          text={words.dangerText}
          verb={words.deleteSubmit}
          typed={{ text: workspace.name, label: words.typeName(workspace.name) }}
          onConfirm={async () => {
            await deleteWorkspace(workspace.name);
            await reloadSession();
            setRestored(false);
            await onChanged();
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
