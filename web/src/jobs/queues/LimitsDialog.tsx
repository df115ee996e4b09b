import { type ReactElement, useState } from "react";
import { limitQueue } from "../../api/jobQueues.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useWords } from "../words/useWords.ts";
import { draftOf, type LimitsDraft, limitsOf } from "./limits.ts";
import type { QueueDialogProps } from "./QueueDialog.tsx";

/** Sets how many jobs of a queue may run at once, and how many may begin in a time. */
export function LimitsDialog({ queue, onDone, onClose }: QueueDialogProps): ReactElement {
  const words = useWords().queues;
  const act = useAct();
  const [draft, setDraft] = useState(() =>
    draftOf({ concurrency: queue.concurrency ?? null, rate: queue.rate ?? null })
  );
  const [faults, setFaults] = useState<readonly (keyof LimitsDraft)[]>([]);
  const submit = async () => {
    const result = limitsOf(draft);
    setFaults("faults" in result ? result.faults : []);
    if ("faults" in result) return false;
    return await act.run(async () => {
      await limitQueue(queue.name, result.limits);
      onDone(words.limitsSaved(queue.name));
    });
  };
  const told = faultsByField(act.failure?.fields ?? []);
  const field = (name: keyof LimitsDraft, label: string, fault: string | undefined, hint?: string) => (
    <TextField
      name={name}
      label={label}
      hint={hint}
      value={draft[name]}
      onChange={(value) => setDraft({ ...draft, [name]: value })}
      fault={faults.includes(name) ? (draft[name].trim() === "" ? words.limitMissing : words.limitFault) : fault}
      inputMode="numeric"
      autoComplete="off"
      className={name === "concurrency" ? "col-span-2" : ""}
    />
  );
  return (
    <FormDialog
      title={words.limitsTitle(queue.name)}
      act={act}
      verb={words.limitsVerb}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="grid grid-cols-2 items-start gap-3">
        {field("concurrency", words.concurrency, told["concurrency"], words.concurrencyHint)}
        {field("count", words.rateCount, told["rate/count"] ?? told["rate"])}
        {field("seconds", words.rateSeconds, told["rate/seconds"])}
      </div>
    </FormDialog>
  );
}
