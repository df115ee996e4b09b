import { type ReactElement, useRef, useState } from "react";
import {
  type AccountDraft,
  type AccountKind,
  accountKinds,
  changeAccount,
  createAccount,
  type LedgerAccount,
} from "../../api/ledgerAccounts.ts";
import type { Member } from "../../api/members.ts";
import { keepsKey, newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { currencies } from "../../settings/workspace/places.ts";
import { faultsByField } from "../../ui/fieldFaults.ts";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { isStale } from "../../ui/isStale.ts";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";

interface AccountDialogProps {
  /** Null for a new one; of one that is there only the name changes. */
  readonly account: LedgerAccount | null;
  readonly members: readonly Member[];
  readonly onSaved: () => Promise<void>;
  readonly onClose: () => void;
}

/** Makes an account, or renames one. */
export function AccountDialog({ account, members, onSaved, onClose }: AccountDialogProps): ReactElement {
  const all = useWords();
  const words = all.accounts;
  const { language } = useSpeech();
  const act = useAct();
  const key = useRef(newIdempotencyKey());
  const [form, setForm] = useState({ code: "", name: account?.name ?? "", personId: "", currency: "" });
  const [kind, setKind] = useState<AccountKind>("expense");
  const [isTried, setTried] = useState(false);
  const code = form.code.trim().toUpperCase();
  const isCode = /^[A-Z0-9_.:-]{1,40}$/.test(code);
  const name = form.name.trim();
  const faults = faultsByField(act.failure?.fields ?? []);
  const type = (changed: Partial<typeof form>) => setForm((known) => ({ ...known, ...changed }));
  const submit = () => {
    setTried(true);
    if (name === "" || (account === null && !isCode)) return Promise.resolve(false);
    return act.run(async () => {
      try {
        if (account === null) {
          const draft: AccountDraft = {
            code,
            name,
            kind,
            personId: form.personId === "" ? null : form.personId,
            currency: form.currency === "" ? null : form.currency,
          };
          await createAccount(draft, key.current);
        } else await changeAccount(account, { name });
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
      title={account === null ? words.create : words.renameTitle(account.name)}
      act={act}
      verb={words.save}
      onSubmit={submit}
      onClose={onClose}
    >
      {account === null && (
        <TextField
          name="code"
          label={words.code}
          hint={words.codeHint}
          value={form.code}
          onChange={(value) => type({ code: value })}
          fault={isTried && !isCode ? words.codeFault : faults["code"]}
          maxLength={40}
          autoComplete="off"
          required
        />
      )}
      <TextField
        name="name"
        label={words.name}
        value={form.name}
        onChange={(value) => type({ name: value })}
        fault={isTried && name === "" ? words.nameRequired : faults["name"]}
        maxLength={100}
        autoComplete="off"
        required
      />
      {account === null && (
        <>
          <SelectField<AccountKind>
            name="kind"
            label={words.kind}
            value={kind}
            onChange={setKind}
            fault={faults["kind"]}
            options={accountKinds.map((value) => ({ value, label: words.kinds[value] }))}
          />
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              name="personId"
              label={all.person}
              value={form.personId}
              onChange={(personId) => type({ personId })}
              fault={faults["personId"]}
              options={[
                { value: "", label: words.nobody },
                ...members.map(({ person }) => ({ value: person.id, label: person.name })),
              ]}
            />
            <SelectField
              name="currency"
              label={all.currency}
              value={form.currency}
              onChange={(currency) => type({ currency })}
              fault={faults["currency"]}
              options={[{ value: "", label: words.anyCurrency }, ...currencies("EUR", language)]}
            />
          </div>
        </>
      )}
    </FormDialog>
  );
}
