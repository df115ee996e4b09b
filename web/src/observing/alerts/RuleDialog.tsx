import { type ReactElement, useState } from "react";
import { type AlertRule, changeAlertRule, severities } from "../../api/alerts.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { isStale } from "../../ui/isStale.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { draftOf, fieldsOf, type RuleDraft, type RuleFault } from "./ruleDraft.ts";

interface RuleDialogProps {
  readonly rule: AlertRule;
  readonly onSaved: () => Promise<void>;
  /** Someone else changed it meanwhile. */
  readonly onStale: () => Promise<void>;
  readonly onClose: () => void;
}

/** When a rule becomes an alert, and how serious it is then. */
export function RuleDialog({ rule, onSaved, onStale, onClose }: RuleDialogProps): ReactElement {
  const all = useWords();
  const words = all.rules;
  const act = useAct();
  const [draft, setDraft] = useState<RuleDraft>(() => draftOf(rule));
  const [faults, setFaults] = useState<readonly RuleFault[]>([]);
  const told = faultsByField(act.failure?.fields ?? []);
  const type = (change: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...change }));
  const submit = () => {
    const fields = fieldsOf(draft, rule);
    if ("length" in fields) {
      setFaults(fields);
      return Promise.resolve(false);
    }
    setFaults([]);
    return act.run(async () => {
      try {
        await changeAlertRule(rule, fields);
      } catch (error) {
        if (isStale(error)) await onStale();
        throw error;
      }
      await onSaved();
    });
  };
  return (
    <FormDialog
      title={all.alerts.rules[rule.name] ?? rule.name}
      act={act}
      verb={words.save}
      onSubmit={submit}
      onClose={onClose}
    >
      <label className="flex min-h-8 items-center gap-2">
        <input
          type="checkbox"
          name="isOn"
          aria-label={words.isOn}
          className="size-4 shrink-0"
          checked={draft.isOn}
          onChange={(event) => type({ isOn: event.target.checked })}
        />
        <span>{words.isOn}</span>
      </label>
      <TextField
        name="threshold"
        label={words.threshold(words.units[rule.unit] ?? rule.unit)}
        value={draft.threshold}
        onChange={(threshold) => type({ threshold })}
        fault={faults.includes("threshold") ? words.numberFault : told["threshold"]}
        inputMode="decimal"
        autoComplete="off"
      />
      {(["forSeconds", "resolveSeconds"] as const).map((name) => (
        <TextField
          key={name}
          name={name}
          label={words[name]}
          value={draft[name]}
          onChange={(text) => type({ [name]: text })}
          fault={faults.includes(name) ? words.wholeFault : told[name]}
          inputMode="numeric"
          autoComplete="off"
        />
      ))}
      <SelectField
        name="severity"
        label={words.severity}
        value={draft.severity}
        onChange={(severity) => type({ severity })}
        options={severities.map((value) => ({ value, label: all.alerts.severities[value] }))}
      />
    </FormDialog>
  );
}
