import { type ReactElement, useState } from "react";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAct } from "../ui/useAct.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import type { JobActs, JobQuestion } from "./useJobActs.ts";
import { useWords } from "./words/useWords.ts";

/** Longer reasons are refused by the field itself. */
const LONGEST_REASON = 200;

/** Asks before a job is cancelled or removed. */
export function JobActDialog({ acts }: { readonly acts: JobActs }): ReactElement | null {
  const words = useWords();
  const { question } = acts;
  if (question === null) return null;
  if (question.what === "cancel") return <CancelDialog acts={acts} question={question} />;
  return (
    <ConfirmDialog
      title={words.removeTitle(question.job.kind)}
      text={words.removeText}
      verb={words.acts.remove}
      onConfirm={() => acts.remove(question.job)}
      onClose={acts.close}
    />
  );
}

function CancelDialog({ acts, question }: { readonly acts: JobActs; readonly question: JobQuestion }): ReactElement {
  const words = useWords();
  const act = useAct();
  const [reason, setReason] = useState("");
  return (
    <FormDialog
      title={words.cancelTitle(question.job.kind)}
      act={act}
      verb={words.cancelVerb}
      leaveVerb={words.keep}
      isDangerous
      onSubmit={() => act.run(() => acts.cancel(question.job, reason.trim()))}
      onClose={acts.close}
    >
      <p>{words.cancelText}</p>
      <TextField
        name="reason"
        label={words.cancelReason}
        hint={words.cancelReasonHint}
        value={reason}
        onChange={setReason}
        fault={undefined}
        autoComplete="off"
        maxLength={LONGEST_REASON}
      />
    </FormDialog>
  );
}
