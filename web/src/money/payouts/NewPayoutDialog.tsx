import { type ReactElement, useRef, useState } from "react";
import type { Member } from "../../api/members.ts";
import { createPayout, type Payout } from "../../api/payouts.ts";
import { useSession } from "../../app/SessionContext.ts";
import { keepsKey, newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { amountOf } from "../amounts/amountDraft.ts";
import { AmountField } from "../amounts/AmountField.tsx";
import { useWords } from "../words/useWords.ts";
import { LeadField } from "./LeadField.tsx";

interface NewPayoutDialogProps {
  readonly members: readonly Member[];
  readonly onCreated: (payout: Payout) => void;
  readonly onClose: () => void;
}

/** A payout that no rule raised. */
export function NewPayoutDialog({ members, onCreated, onClose }: NewPayoutDialogProps): ReactElement {
  const all = useWords();
  const words = all.newPayout;
  const { language } = useSpeech();
  const { workspace } = useSession();
  const act = useAct();
  const key = useRef(newIdempotencyKey());
  const [personId, setPersonId] = useState("");
  const [amount, setAmount] = useState("");
  const [currency, setCurrency] = useState(workspace.currency);
  const [description, setDescription] = useState("");
  const [leadId, setLeadId] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const parsed = amountOf(amount, currency, language);
  const faults = faultsByField(act.failure?.fields ?? []);

  const submit = () => {
    setTried(true);
    if ("fault" in parsed || personId === "" || description.trim() === "") return Promise.resolve(false);
    const draft = { personId, amount: parsed.money, description: description.trim(), leadId };
    return act.run(async () => {
      try {
        onCreated(await createPayout(draft, key.current));
      } catch (error) {
        if (!keepsKey(error)) key.current = newIdempotencyKey();
        throw error;
      }
    });
  };
  return (
    <FormDialog title={words.title} act={act} verb={words.verb} onSubmit={submit} onClose={onClose}>
      <SelectField
        name="personId"
        label={all.person}
        value={personId}
        onChange={setPersonId}
        fault={isTried && personId === "" ? words.personRequired : faults["personId"]}
        options={[
          { value: "", label: "–" },
          ...members.map(({ person }) => ({ value: person.id, label: person.name })),
        ]}
      />
      <AmountField
        label={all.amount}
        amount={amount}
        currency={currency}
        fault={isTried && "fault" in parsed
          ? all.amountFaults[parsed.fault]
          : faults["amount"] ?? faults["amount/amount"]}
        onChange={(typed, chosen) => {
          setAmount(typed);
          setCurrency(chosen);
        }}
      />
      <TextField
        name="description"
        label={all.description}
        value={description}
        onChange={setDescription}
        fault={isTried && description.trim() === "" ? all.descriptionRequired : faults["description"]}
        maxLength={500}
        autoComplete="off"
        required
      />
      <LeadField value={leadId} onChange={setLeadId} fault={faults["leadId"]} />
    </FormDialog>
  );
}
