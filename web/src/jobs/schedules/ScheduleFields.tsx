import type { ReactElement } from "react";
import { catchUps, overlaps } from "../../api/jobSchedules.ts";
import { timeZones } from "../../settings/workspace/places.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useWords } from "../words/useWords.ts";
import type { ScheduleFault, ScheduleForm } from "./scheduleDraft.ts";

interface ScheduleFieldsProps {
  readonly form: ScheduleForm;
  readonly faults: Readonly<Record<string, ScheduleFault>>;
  /** What the node found at fault, by field. */
  readonly told: Readonly<Record<string, string>>;
  readonly onChange: (form: ScheduleForm) => void;
}

const priorities = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** What is decided about a schedule. */
export function ScheduleFields({ form, faults, told, onChange }: ScheduleFieldsProps): ReactElement {
  const words = useWords().schedules;
  const fault = (name: string) => {
    const own = faults[name];
    return own === undefined ? told[name] : words[own];
  };
  const set = (change: Partial<ScheduleForm>) => onChange({ ...form, ...change });
  const text = (name: "name" | "cron" | "kind" | "queue", label: string, maxLength: number, hint?: string) => (
    <TextField
      name={name}
      label={label}
      hint={hint}
      value={form[name]}
      onChange={(value) => set({ [name]: value })}
      fault={fault(name)}
      autoComplete="off"
      maxLength={maxLength}
      required={name !== "queue"}
    />
  );
  const priorityNames: Readonly<Record<string, string>> = {
    0: words.priorities.first,
    5: words.priorities.middle,
    9: words.priorities.last,
  };
  return (
    <>
      {text("name", words.name, 100)}
      {text("cron", words.cron, 200, words.cronHint)}
      <SelectField
        name="timeZone"
        label={words.timeZone}
        value={form.timeZone}
        onChange={(timeZone) => set({ timeZone })}
        fault={fault("timeZone")}
        options={timeZones(form.timeZone)}
      />
      <div className="grid grid-cols-2 gap-3">
        {text("kind", words.kind, 64)}
        {text("queue", words.queue, 64, words.queueHint)}
      </div>
      <TextField
        name="arguments"
        label={words.arguments}
        rows={3}
        value={form.arguments}
        onChange={(value) => set({ arguments: value })}
        fault={fault("arguments")}
        autoComplete="off"
      />
      <SelectField
        name="priority"
        label={words.priority}
        value={form.priority}
        onChange={(priority) => set({ priority })}
        fault={fault("priority")}
        options={priorities.map((value) => ({ value, label: priorityNames[value] ?? value }))}
      />
      <SelectField
        name="catchUp"
        label={words.catchUp}
        value={form.catchUp}
        onChange={(catchUp) => set({ catchUp })}
        fault={fault("catchUp")}
        options={catchUps.map((value) => ({ value, label: words.catchUps[value] }))}
      />
      <SelectField
        name="overlap"
        label={words.overlap}
        value={form.overlap}
        onChange={(overlap) => set({ overlap })}
        fault={fault("overlap")}
        options={overlaps.map((value) => ({ value, label: words.overlaps[value] }))}
      />
    </>
  );
}
