import { type ReactElement, useRef, useState } from "react";
import { ApiFailure } from "../../api/ApiFailure.ts";
import { approvePayout, openPayout, type Payout, payPayout, voidPayout } from "../../api/payouts.ts";
import { useSession } from "../../app/SessionContext.ts";
import { keepsKey, newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { MomentField } from "../../leadWork/MomentField.tsx";
import { Button } from "../../ui/Button.tsx";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useMoney } from "../amounts/useMoney.ts";
import { todayIn } from "../days.ts";
import { useWords } from "../words/useWords.ts";
import type { PayoutAct } from "./payoutActs.ts";
import { SecondPersonNotice } from "./SecondPersonNotice.tsx";

interface PayoutActDialogProps {
  readonly payout: Payout;
  readonly act: PayoutAct;
  readonly onDone: (payout: Payout) => void;
  readonly onClose: () => void;
}

/** Approves, pays or voids a payout, and says what else has become of it where that does not work. */
export function PayoutActDialog({ payout, act: what, onDone, onClose }: PayoutActDialogProps): ReactElement {
  const all = useWords();
  const words = all.acts[what];
  const money = useMoney();
  const { workspace } = useSession();
  const act = useAct();
  const key = useRef(newIdempotencyKey());
  const [reason, setReason] = useState("");
  const [reference, setReference] = useState("");
  const [date, setDate] = useState(() => todayIn(workspace.timeZone));
  const [isTried, setTried] = useState(false);
  const needsReason = what === "void" && reason.trim() === "";
  const needsDate = what === "pay" && date === "";

  const step = () => {
    const paid = { reference: reference.trim() === "" ? null : reference.trim(), date };
    switch (what) {
      case "approve":
        return approvePayout(payout, key.current);
      case "pay":
        return payPayout(payout, paid, key.current);
      case "void":
        return voidPayout(payout, reason.trim(), key.current);
    }
  };
  const carryOut = async () => {
    try {
      onDone(await step());
    } catch (error) {
      // A refused step is another one when it is tried again; one without an answer may have been done.
      if (!keepsKey(error)) key.current = newIdempotencyKey();
      throw error;
    }
  };
  const submit = () => {
    setTried(true);
    return needsReason || needsDate ? Promise.resolve(false) : act.run(carryOut);
  };
  // Shows what has become of it: whoever is here decides anew.
  const showNow = () =>
    act.run(async () => {
      onDone(await openPayout(payout.id, new AbortController().signal));
      onClose();
    });
  const faults = faultsByField(act.failure?.fields ?? []);
  const { failure } = act;
  const isSecond = failure?.code === "second_person_needed";
  const isStale = failure instanceof ApiFailure &&
    (failure.code === "stale_version" || failure.code === "payout_state");
  return (
    <FormDialog
      title={words.title(payout.personName)}
      act={isSecond || isStale ? { ...act, failure: null } : act}
      verb={words.verb}
      {...(what === "void" ? { leaveVerb: all.keep } : {})}
      isDangerous={what === "void"}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <span className="font-semibold tabular-nums">{money(payout.amount)}</span>
        {payout.leadCompany !== null && ` · ${payout.leadCompany}`}
      </p>
      <p className="text-muted">{words.text}</p>
      {what === "pay" && (
        <>
          <MomentField
            name="date"
            type="date"
            label={all.acts.pay.date}
            value={date}
            onChange={setDate}
            fault={isTried && needsDate ? all.dayRequired : faults["date"]}
          />
          <TextField
            name="reference"
            label={all.acts.pay.reference}
            hint={all.acts.pay.referenceHint}
            value={reference}
            onChange={setReference}
            fault={faults["reference"]}
            maxLength={200}
            autoComplete="off"
          />
        </>
      )}
      {what === "void" && (
        <TextField
          name="reason"
          label={all.acts.void.reason}
          value={reason}
          onChange={setReason}
          fault={isTried && needsReason ? all.acts.void.reasonRequired : faults["reason"]}
          maxLength={500}
          rows={2}
          required
        />
      )}
      {isSecond && <SecondPersonNotice payout={payout} act={what} failure={failure} />}
      {isStale && (
        <Notice look="warn" title={all.stale.title}>
          <p role="alert" className="mb-2">{all.stale.text}</p>
          <Button onClick={showNow}>{all.stale.show}</Button>
        </Notice>
      )}
    </FormDialog>
  );
}
