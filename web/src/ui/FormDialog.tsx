import { type FormEvent, type ReactElement, type ReactNode, useRef } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { FailureNotice } from "./FailureNotice.tsx";
import { focusFirstFault } from "./fieldFaults.ts";
import type { Act } from "./useAct.ts";

interface FormDialogProps {
  readonly title: string;
  readonly act: Act;
  /** What the button does. */
  readonly verb: string;
  /** What the other button does, where “cancel” could be mistaken. */
  readonly leaveVerb?: string;
  readonly isDangerous?: boolean;
  /** True once it is done; false leaves the form open, with the cursor in its first fault. */
  readonly onSubmit: () => Promise<boolean>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form over the page; it closes when what it asks for is done. */
export function FormDialog(
  { title, act, verb, leaveVerb, isDangerous = false, onSubmit, onClose, children }: FormDialogProps,
): ReactElement {
  const { shell } = useSpeech().messages;
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await onSubmit()) onClose();
    else focusFirstFault(form.current);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-3">
        {children}
        {act.failure !== null && <FailureNotice failure={act.failure} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>{leaveVerb ?? shell.cancel}</Button>
          <Button look={isDangerous ? "danger" : "primary"} type="submit" aria-disabled={act.isBusy}>
            {act.isBusy ? shell.working : verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
