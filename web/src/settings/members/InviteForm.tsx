import { type FormEvent, type ReactElement, useRef, useState } from "react";
import { invite } from "../../api/members.ts";
import type { Role } from "../../api/Role.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { faultsByField, focusFirstFault } from "../../ui/fieldFaults.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { invitableRoles } from "./memberRights.ts";

interface InviteFormProps {
  /** The role of the one who invites. */
  readonly own: Role;
  readonly onSent: (email: string) => void;
}

/** Invites someone by e-mail. */
export function InviteForm({ own, onSent }: InviteFormProps): ReactElement {
  const shared = useWords();
  const words = shared.members;
  const { messages } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const act = useAct();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("member");
  const [isMissing, setMissing] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const address = email.trim();
    setMissing(address === "");
    if (address === "") return focusFirstFault(form.current);
    const isSent = await act.run(() => invite(address, role));
    if (!isSent) return focusFirstFault(form.current);
    setEmail("");
    onSent(address);
  };
  const faults = faultsByField(act.failure?.fields ?? []);
  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-4 p-4 md:grid-cols-[1fr_14rem]">
      <TextField
        name="email"
        label={words.email}
        value={email}
        onChange={setEmail}
        fault={isMissing ? shared.emailRequired : faults["email"]}
        type="email"
        inputMode="email"
        autoComplete="off"
        maxLength={320}
        required
      />
      <SelectField
        name="role"
        label={words.role}
        value={role}
        onChange={setRole}
        hint={words.roleAbout[role]}
        fault={faults["role"]}
        options={invitableRoles(own).map((value) => ({ value, label: messages.roles[value] }))}
      />
      {act.failure !== null && act.failure.fields.length === 0 && (
        <div className="md:col-span-2">
          <FailureNotice failure={act.failure} />
        </div>
      )}
      <Button look="primary" type="submit" className="justify-self-start" aria-disabled={act.isBusy}>
        {act.isBusy ? words.sending : words.submit}
      </Button>
    </form>
  );
}
