import { type FormEvent, type ReactElement, useState } from "react";
import { erasePerson, type ErasureCounts } from "../../api/erasures.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Section } from "../../ui/Section.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useWords } from "../words/useWords.ts";

/** What is told of the outcome, in this order; the rest of the counts means nothing to people. */
const told = ["leads", "contacts", "notes", "messages", "files", "dossiers", "imports", "payouts"] as const;

/** Takes a person out of all leads, for good: what somebody may ask for by law. */
export default function ErasureSection(): ReactElement {
  const words = useWords().erasure;
  const { formats } = useSpeech();
  const [email, setEmail] = useState("");
  const [phone, setPhone] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const [counts, setCounts] = useState<ErasureCounts | null>(null);
  const [address, number] = [email.trim(), phone.trim()];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isEmpty = address === "" && number === "";
    setMissing(isEmpty);
    setCounts(null);
    if (!isEmpty) setKey(newIdempotencyKey());
  };
  const found = counts === null ? [] : told.filter((name) => counts[name] > 0);
  return (
    <>
      <p className="text-muted">{words.intro}</p>
      <Section title={words.whom}>
        <form noValidate onSubmit={submit} className="flex flex-col gap-3 p-4">
          <TextField
            name="email"
            type="email"
            label={words.email}
            value={email}
            onChange={setEmail}
            fault={isMissing && address === "" && number === "" ? words.required : undefined}
            maxLength={254}
            autoComplete="off"
          />
          <TextField
            name="phone"
            type="tel"
            label={words.phone}
            value={phone}
            onChange={setPhone}
            fault={undefined}
            maxLength={60}
            autoComplete="off"
          />
          <div>
            <Button look="danger" type="submit">{words.submit}</Button>
          </div>
        </form>
      </Section>
      <div role="status" data-testid="erased" className="empty:hidden">
        {counts !== null && (
          <Notice look={found.length === 0 ? "plain" : "good"} title={found.length === 0 ? words.nothing : words.done}>
            <ul>
              {found.map((name) => <li key={name}>{words.counts[name](formats.number(counts[name]))}</li>)}
            </ul>
          </Notice>
        )}
      </div>
      {key !== null && (
        <ConfirmDialog
          title={words.confirmTitle}
          text={words.confirmText}
          verb={words.submit}
          typed={{ text: address === "" ? number : address, label: words.typeIt(address === "" ? number : address) }}
          onConfirm={async () => {
            setCounts(await erasePerson(address === "" ? null : address, number === "" ? null : number, key));
            setEmail("");
            setPhone("");
          }}
          onClose={() => setKey(null)}
        />
      )}
    </>
  );
}
