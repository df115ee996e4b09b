import { type ReactElement, useRef, useState } from "react";
import { type LedgerTransaction, reverseTransaction } from "../../api/ledgerTransactions.ts";
import { useSession } from "../../app/SessionContext.ts";
import { keepsKey, newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { MomentField } from "../../leadWork/MomentField.tsx";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { todayIn } from "../days.ts";
import { useWords } from "../words/useWords.ts";

interface ReversalDialogProps {
  readonly transaction: LedgerTransaction;
  readonly onReversed: (reversal: LedgerTransaction) => void;
  readonly onClose: () => void;
}

/** Posts the opposite of a transaction: nothing is ever taken out of the books. */
export function ReversalDialog({ transaction, onReversed, onClose }: ReversalDialogProps): ReactElement {
  const all = useWords();
  const words = all.reversal;
  const { workspace } = useSession();
  const act = useAct();
  const key = useRef(newIdempotencyKey());
  const [date, setDate] = useState(() => todayIn(workspace.timeZone));
  const [description, setDescription] = useState(() => words.description(transaction.description));
  const [isTried, setTried] = useState(false);
  const faults = faultsByField(act.failure?.fields ?? []);
  const submit = () => {
    setTried(true);
    if (date === "" || description.trim() === "") return Promise.resolve(false);
    return act.run(async () => {
      try {
        onReversed(await reverseTransaction(transaction.id, { date, description: description.trim() }, key.current));
      } catch (error) {
        if (!keepsKey(error)) key.current = newIdempotencyKey();
        throw error;
      }
    });
  };
  return (
    <FormDialog title={words.title} act={act} verb={words.verb} onSubmit={submit} onClose={onClose}>
      <p className="text-muted">{words.text}</p>
      <MomentField
        name="date"
        type="date"
        label={all.day}
        value={date}
        onChange={setDate}
        fault={isTried && date === "" ? all.dayRequired : faults["date"]}
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
    </FormDialog>
  );
}
