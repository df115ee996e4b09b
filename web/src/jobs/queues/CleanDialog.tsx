import { type ReactElement, useState } from "react";
import { cleanJobs } from "../../api/jobs.ts";
import { endedStates } from "../../api/JobState.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useWords } from "../words/useWords.ts";
import type { QueueDialogProps } from "./QueueDialog.tsx";

const ages = ["0", "3600", "86400", "604800", "2592000"] as const;

/** Removes jobs of a queue that ended in a state, and some time ago. */
export function CleanDialog({ queue, onDone, onClose }: QueueDialogProps): ReactElement {
  const all = useWords();
  const words = all.queues;
  const { formats } = useSpeech();
  const act = useAct();
  const [state, setState] = useState<typeof endedStates[number]>("completed");
  const [age, setAge] = useState<typeof ages[number]>("86400");
  const submit = () =>
    act.run(async () => onDone(words.cleaned(formats.number(await cleanJobs(queue.name, state, Number(age))))));
  return (
    <FormDialog
      title={words.cleanTitle(queue.name)}
      act={act}
      verb={words.cleanVerb}
      isDangerous
      onSubmit={submit}
      onClose={onClose}
    >
      <SelectField
        name="state"
        label={words.cleanState}
        value={state}
        onChange={setState}
        options={endedStates.map((value) => ({
          value,
          label: `${all.states[value]} (${formats.number(queue.depth[value])})`,
        }))}
      />
      <SelectField
        name="age"
        label={words.cleanAge}
        value={age}
        onChange={setAge}
        options={ages.map((value) => ({ value, label: words.cleanAges[value] }))}
      />
      <p className="text-muted">{words.cleanText}</p>
    </FormDialog>
  );
}
