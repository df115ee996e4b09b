import { type ReactElement, useRef, useState } from "react";
import { changeRule, type CommissionRule, createRule } from "../../api/commissionRules.ts";
import { useSession } from "../../app/SessionContext.ts";
import { keepsKey, newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { MomentField } from "../../leadWork/MomentField.tsx";
import type { Lookups } from "../../leadWork/useLookups.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { isStale } from "../../ui/isStale.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { AmountField } from "../amounts/AmountField.tsx";
import { useWords } from "../words/useWords.ts";
import { emptyRule, type RuleForm, ruleFormOf, ruleOf } from "./ruleForm.ts";
import { SharesField } from "./SharesField.tsx";

interface RuleDialogProps {
  /** Null for a new one. */
  readonly rule: CommissionRule | null;
  readonly lookups: Lookups;
  readonly onSaved: () => Promise<void>;
  readonly onClose: () => void;
}

/** Makes a rule or changes one. */
export function RuleDialog({ rule, lookups, onSaved, onClose }: RuleDialogProps): ReactElement {
  const all = useWords();
  const words = all.rules;
  const { language } = useSpeech();
  const { workspace } = useSession();
  const act = useAct();
  const key = useRef(newIdempotencyKey());
  const [form, setForm] = useState<RuleForm>(() =>
    rule === null ? emptyRule(workspace.currency) : ruleFormOf(rule, workspace.currency, language)
  );
  const [isTried, setTried] = useState(false);
  const result = ruleOf(form, language);
  const own = isTried && "faults" in result ? result.faults : {};
  const told = faultsByField(act.failure?.fields ?? []);
  const fault = (name: string): string | undefined => {
    const found = own[name];
    return found === undefined ? told[name] : { ...all.amountFaults, ...words.faults }[found];
  };
  const type = (changed: Partial<RuleForm>) => setForm((known) => ({ ...known, ...changed }));
  const submit = () => {
    setTried(true);
    if ("faults" in result) return Promise.resolve(false);
    return act.run(async () => {
      try {
        await (rule === null ? createRule(result.rule, key.current) : changeRule(rule, result.rule));
      } catch (error) {
        if (!keepsKey(error)) key.current = newIdempotencyKey();
        if (isStale(error)) await onSaved();
        throw error;
      }
      await onSaved();
    });
  };
  return (
    <FormDialog
      title={rule === null ? words.create : words.editTitle(rule.name)}
      act={act}
      verb={words.save}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={words.name}
        value={form.name}
        onChange={(name) => type({ name })}
        fault={fault("name")}
        maxLength={100}
        autoComplete="off"
        required
      />
      <SelectField
        name="projectId"
        label={all.project}
        value={form.projectId}
        onChange={(projectId) => type({ projectId })}
        fault={fault("projectId")}
        options={[
          { value: "", label: words.everyProject },
          ...lookups.projects.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <SelectField<RuleForm["kind"]>
        name="kind"
        label={words.kind}
        value={form.kind}
        onChange={(kind) => type({ kind })}
        fault={fault("kind")}
        options={[
          { value: "percentage", label: words.kinds.percentage },
          { value: "fixed", label: words.kinds.fixed },
        ]}
      />
      {form.kind === "percentage"
        ? (
          <TextField
            name="rate"
            label={words.percent}
            inputMode="decimal"
            value={form.percent}
            onChange={(percent) => type({ percent })}
            fault={fault("rate")}
            autoComplete="off"
          />
        )
        : (
          <AmountField
            label={all.amount}
            amount={form.amount}
            currency={form.currency}
            fault={fault("amount")}
            onChange={(amount, currency) => type({ amount, currency })}
          />
        )}
      <SharesField
        shares={form.shares}
        members={lookups.members}
        fault={fault}
        onChange={(shares) => type({ shares })}
      />
      <div className="grid grid-cols-2 gap-3">
        <MomentField
          name="validFrom"
          type="date"
          label={words.validFrom}
          value={form.validFrom}
          onChange={(validFrom) => type({ validFrom })}
          fault={fault("validFrom")}
        />
        <MomentField
          name="validTo"
          type="date"
          label={words.validTo}
          value={form.validTo}
          onChange={(validTo) => type({ validTo })}
          fault={fault("validTo")}
        />
      </div>
      <label className="flex min-h-9 items-center gap-2.5">
        <input
          type="checkbox"
          aria-label={words.enabled}
          className="size-4 shrink-0"
          checked={form.enabled}
          onChange={() => type({ enabled: !form.enabled })}
        />
        <span>{words.enabled}</span>
      </label>
    </FormDialog>
  );
}
