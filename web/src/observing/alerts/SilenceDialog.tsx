import { type ReactElement, useState } from "react";
import { silenceRule } from "../../api/alerts.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";

const HOUR_MS = 3_600_000;
const times = { hour: HOUR_MS, hours: 8 * HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS } as const;
const names = ["hour", "hours", "day", "week"] as const;

interface SilenceDialogProps {
  readonly rule: string;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks for how long nobody is to be told of a rule, and why. */
export function SilenceDialog({ rule, onDone, onClose }: SilenceDialogProps): ReactElement {
  const words = useWords().alerts;
  const act = useAct();
  const [time, setTime] = useState<typeof names[number]>("hour");
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = () => {
    const isEmpty = reason.trim() === "";
    setMissing(isEmpty);
    if (isEmpty) return Promise.resolve(false);
    return act.run(async () => {
      await silenceRule(rule, new Date(Date.now() + times[time]).toISOString(), reason.trim());
      await onDone();
    });
  };
  return (
    <FormDialog
      title={words.silenceTitle(words.rules[rule] ?? rule)}
      act={act}
      verb={words.silence}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{words.silenceText}</p>
      <SelectField
        name="time"
        label={words.silenceFor}
        value={time}
        onChange={setTime}
        options={names.map((value) => ({ value, label: words.silenceTimes[value] }))}
      />
      <TextField
        name="reason"
        label={words.reason}
        hint={words.reasonHint}
        value={reason}
        onChange={setReason}
        fault={isMissing ? words.reasonRequired : undefined}
        maxLength={200}
        autoComplete="off"
        required
      />
    </FormDialog>
  );
}
