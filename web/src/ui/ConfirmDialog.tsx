import { type FormEvent, type ReactElement, type ReactNode, useState } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { FailureNotice } from "./FailureNotice.tsx";
import { TextField } from "./TextField.tsx";
import { useAct } from "./useAct.ts";

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: ReactNode;
  /** What the button does. */
  readonly verb: string;
  /** What must be typed first, and how that is asked for. */
  readonly typed?: { readonly text: string; readonly label: string };
  readonly isDangerous?: boolean;
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone; stays open, with the reason, when it did not work. */
export function ConfirmDialog(
  { title, text, verb, typed, isDangerous = true, onConfirm, onClose }: ConfirmDialogProps,
): ReactElement {
  const { shell } = useSpeech().messages;
  const act = useAct();
  const [entered, setEntered] = useState("");
  const isAllowed = typed === undefined || entered.trim() === typed.text.trim();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isAllowed && await act.run(onConfirm)) onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-3">
        <p>{text}</p>
        {typed !== undefined && (
          <TextField
            name="typed"
            label={typed.label}
            value={entered}
            onChange={setEntered}
            fault={undefined}
            autoComplete="off"
          />
        )}
        {act.failure !== null && <FailureNotice failure={act.failure} />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>{shell.cancel}</Button>
          <Button
            look={isDangerous ? "danger" : "primary"}
            type="submit"
            aria-disabled={!isAllowed || act.isBusy}
          >
            {act.isBusy ? shell.working : verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
