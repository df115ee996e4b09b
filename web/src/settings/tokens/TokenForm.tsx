import { type FormEvent, type ReactElement, useEffect, useId, useRef, useState } from "react";
import type { Permission } from "../../api/Permission.ts";
import { createToken, type NewAPIToken } from "../../api/tokens.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { faultsByField, focusFirstFault } from "../../ui/fieldFaults.ts";
import { Section } from "../../ui/Section.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { expiryAfter, givableScopes } from "./scopes.ts";
import { ScopeChooser } from "./ScopeChooser.tsx";

const expiries = ["30", "90", "365", "never"] as const;

interface TokenFormProps {
  /** What the one who makes the token may do. */
  readonly own: readonly Permission[];
  readonly onCreated: (token: NewAPIToken) => void;
  readonly onCancel: () => void;
}

/** Makes an API token. */
export function TokenForm({ own, onCreated, onCancel }: TokenFormProps): ReactElement {
  const shared = useWords();
  const words = shared.tokens;
  const { shell } = useSpeech().messages;
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const act = useAct();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<ReadonlySet<Permission>>(new Set());
  const [expiry, setExpiry] = useState<typeof expiries[number]>("90");
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => form.current?.querySelector("input")?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: Record<string, string> = {};
    if (name.trim() === "") missing["name"] = shared.nameRequired;
    if (scopes.size === 0) missing["scopes"] = words.scopesRequired;
    setFaults(missing);
    if (Object.keys(missing).length > 0) return focusFirstFault(form.current);
    await act.run(async () => {
      const expiresAt = expiry === "never" ? {} : { expiresAt: expiryAfter(Number(expiry), Date.now()) };
      onCreated(await createToken({ name: name.trim(), scopes: [...scopes], ...expiresAt }));
    });
  };
  const told = faultsByField(act.failure?.fields ?? []);
  const scopesFault = faults["scopes"] ?? told["scopes"];
  return (
    <Section title={words.create}>
      <form ref={form} noValidate onSubmit={submit} className="grid gap-4 p-4 md:grid-cols-2">
        <TextField
          name="name"
          label={words.name}
          placeholder={words.nameHint}
          value={name}
          onChange={setName}
          fault={faults["name"] ?? told["name"]}
          autoComplete="off"
          maxLength={200}
          required
        />
        <SelectField
          name="expiry"
          label={words.expiry}
          value={expiry}
          onChange={setExpiry}
          fault={told["expiresAt"]}
          options={expiries.map((value) => ({ value, label: words.expiries[value] }))}
        />
        <fieldset className="md:col-span-2" aria-describedby={`${id}-fault`}>
          <legend className="mb-2 font-medium">{words.scopes}</legend>
          <ScopeChooser givable={givableScopes(own)} chosen={scopes} onChange={setScopes} />
          <p id={`${id}-fault`} role="alert" className="mt-2 text-bad empty:hidden">{scopesFault}</p>
        </fieldset>
        {act.failure !== null && (
          <div className="md:col-span-2">
            <FailureNotice failure={act.failure} />
          </div>
        )}
        <div className="flex flex-wrap gap-2 md:col-span-2">
          <Button look="primary" type="submit" aria-disabled={act.isBusy}>
            {act.isBusy ? words.creating : words.submit}
          </Button>
          <Button look="quiet" onClick={onCancel}>{shell.cancel}</Button>
        </div>
      </form>
    </Section>
  );
}
