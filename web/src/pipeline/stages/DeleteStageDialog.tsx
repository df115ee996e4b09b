import { type ReactElement, useState } from "react";
import { ApiFailure } from "../../api/ApiFailure.ts";
import { deleteStage } from "../../api/pipeline.ts";
import type { Stage } from "../../api/projects.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";

interface DeleteStageDialogProps {
  readonly stage: Stage;
  readonly others: readonly Stage[];
  readonly onDeleted: () => Promise<void>;
  readonly onClose: () => void;
}

/** Deletes a stage; with leads in it, once it is said where they go. */
export function DeleteStageDialog({ stage, others, onDeleted, onClose }: DeleteStageDialogProps): ReactElement {
  const words = useWords().stage;
  const { formats } = useSpeech();
  const act = useAct();
  /** How many leads are in it, once the node said so. */
  const [held, setHeld] = useState<number | null>(null);
  const nearest = others.find(({ position }) => position === stage.position - 1) ?? others[0];
  const [target, setTarget] = useState(nearest?.id ?? "");
  const submit = async () => {
    let isHeld = false;
    const isDone = await act.run(async () => {
      try {
        await deleteStage(stage, held === null || target === "" ? null : target);
      } catch (error) {
        if (!(error instanceof ApiFailure) || error.code !== "stage_not_empty") throw error;
        const { leads } = error.problem;
        setHeld(typeof leads === "number" ? leads : 0);
        isHeld = true;
        return;
      }
      await onDeleted();
    });
    return isDone && !isHeld;
  };
  return (
    <FormDialog
      title={words.deleteTitle(stage.name)}
      act={act}
      verb={words.deleteVerb}
      isDangerous
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{words.deleteText}</p>
      {held !== null && (
        <>
          <p role="status">{words.holds(formats.number(held))}</p>
          <SelectField
            name="moveTo"
            label={words.moveTo}
            value={target}
            onChange={setTarget}
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </>
      )}
    </FormDialog>
  );
}
