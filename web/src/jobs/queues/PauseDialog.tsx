import { type ReactElement, useState } from "react";
import { pauseQueue } from "../../api/jobQueues.ts";
import { Field } from "../../ui/Field.tsx";
import { useAct } from "../../ui/useAct.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useWords } from "../words/useWords.ts";
import { type PauseChoice, pauseChoices, pauseEnd } from "./pauseTimes.ts";
import type { QueueDialogProps } from "./QueueDialog.tsx";

/** Pauses a queue, for as long as is chosen. */
export function PauseDialog({ queue, onDone, onClose }: QueueDialogProps): ReactElement {
  const words = useWords().queues;
  const act = useAct();
  const [choice, setChoice] = useState<PauseChoice>("open");
  const [custom, setCustom] = useState("");
  const [isFaulty, setFaulty] = useState(false);
  const submit = async () => {
    const end = pauseEnd(choice, custom, new Date());
    setFaulty(end === undefined);
    if (end === undefined) return false;
    return await act.run(async () => {
      await pauseQueue(queue.name, end);
      onDone(words.wasPaused(queue.name));
    });
  };
  return (
    <FormDialog
      title={words.pauseTitle(queue.name)}
      act={act}
      verb={words.pauseVerb}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{words.pauseText}</p>
      <fieldset>
        <legend className="mb-1 font-medium">{words.pauseUntil}</legend>
        {pauseChoices.map((one) => (
          <label key={one} className="flex min-h-9 cursor-pointer items-center gap-2.5">
            <input
              type="radio"
              name="until"
              aria-label={words.pauseChoices[one]}
              checked={one === choice}
              onChange={() => setChoice(one)}
              className="size-4 shrink-0"
            />
            {words.pauseChoices[one]}
          </label>
        ))}
      </fieldset>
      {choice === "custom" && (
        <Field label={words.pauseTime} fault={isFaulty ? words.pauseTimeFault : undefined}>
          {(attributes) => (
            <input
              {...attributes}
              type="datetime-local"
              name="time"
              className="control w-full"
              value={custom}
              onChange={(event) => setCustom(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
