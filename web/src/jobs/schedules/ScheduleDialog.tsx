import { type ReactElement, useState } from "react";
import { changeSchedule, createSchedule, type JobSchedule, openSchedule } from "../../api/jobSchedules.ts";
import { ownTimeZone } from "../../settings/workspace/places.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { Notice } from "../../ui/Notice.tsx";
import { useAct } from "../../ui/useAct.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { useWords } from "../words/useWords.ts";
import { NextRuns } from "./NextRuns.tsx";
import { draftOf, emptySchedule, formOf, type ScheduleFault } from "./scheduleDraft.ts";
import { ScheduleFields } from "./ScheduleFields.tsx";
import { StaleNotice } from "./StaleNotice.tsx";

interface ScheduleDialogProps {
  /** Null for a new one. */
  readonly schedule: JobSchedule | null;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** Makes a schedule or changes one; afterwards it says when it runs, as the node reckons. */
export function ScheduleDialog({ schedule, onSaved, onClose }: ScheduleDialogProps): ReactElement {
  const words = useWords().schedules;
  const act = useAct();
  // What the form began from: changes are made to this version.
  const [base, setBase] = useState(schedule);
  const [form, setForm] = useState(() => schedule === null ? emptySchedule(ownTimeZone()) : formOf(schedule));
  const [faults, setFaults] = useState<Readonly<Record<string, ScheduleFault>>>({});
  const [saved, setSaved] = useState<JobSchedule | null>(null);
  const title = schedule === null ? words.createTitle : words.editTitle(schedule.name);
  const isStale = act.failure?.code === "stale_version" && base !== null;

  const submit = async () => {
    const result = draftOf(form);
    setFaults("faults" in result ? result.faults : {});
    if ("faults" in result) return false;
    await act.run(async () => {
      const { draft } = result;
      // A queue that is left empty is named like the kind, in a change as in a new one.
      const answer = base === null
        ? await createSchedule(draft)
        : await changeSchedule(base.id, { ...draft, queue: draft.queue ?? draft.kind }, base.version);
      setSaved(answer);
      onSaved();
    });
    // It stays open to say when the schedule runs, or what is at fault.
    return false;
  };
  const loadTheirs = (theirs: JobSchedule) => {
    act.forget();
    setBase(theirs);
    setForm(formOf(theirs));
  };

  if (saved !== null) {
    return (
      <Dialog title={saved.name} onClose={onClose}>
        <Notice look="good" title={words.saved}>
          <NextRuns schedule={saved} />
        </Notice>
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>{words.done}</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={title}
      act={isStale ? { ...act, failure: null } : act}
      verb={words.save}
      onSubmit={submit}
      onClose={onClose}
    >
      <ScheduleFields
        form={form}
        faults={faults}
        told={faultsByField(act.failure?.fields ?? [])}
        onChange={setForm}
      />
      {isStale && <StaleNotice base={base} load={openSchedule} onLoad={loadTheirs} />}
    </FormDialog>
  );
}
