import { type FormEvent, type ReactElement, useRef, useState } from "react";
import { listAccounts } from "../../api/ledgerAccounts.ts";
import { postTransaction } from "../../api/ledgerTransactions.ts";
import { navigate } from "../../app/navigation.ts";
import { useSession } from "../../app/SessionContext.ts";
import { keepsKey, newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { MomentField } from "../../leadWork/MomentField.tsx";
import { Button, buttonClass } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { faultsByField, focusFirstFault } from "../../ui/fieldFaults.ts";
import { Link } from "../../ui/Link.tsx";
import { Section } from "../../ui/Section.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { todayIn } from "../days.ts";
import { MoneyFrame } from "../MoneyFrame.tsx";
import { transactionPath, transactionsPath } from "../MoneyPlace.ts";
import { useWords } from "../words/useWords.ts";
import {
  balanced,
  emptyEntry,
  emptyTransaction,
  ENTRIES_MAX,
  type EntryForm,
  openSums,
  type TransactionForm,
  transactionOf,
} from "./entriesForm.ts";
import { EntryFields } from "./EntryFields.tsx";
import { RunningBalance } from "./RunningBalance.tsx";

/** Writes a transaction, line by line, with what is still open in each currency. */
export function NewTransactionPage(): ReactElement {
  const all = useWords();
  const words = all.newTransaction;
  const { language } = useSpeech();
  const { workspace } = useSession();
  const accounts = useFetched(listAccounts);
  const act = useAct();
  const key = useRef(newIdempotencyKey());
  const shell = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState<TransactionForm>(() =>
    emptyTransaction(todayIn(workspace.timeZone), workspace.currency)
  );
  const [isTried, setTried] = useState(false);
  // Which lines were sent last: the node names them by their places.
  const [sent, setSent] = useState<readonly number[]>([]);
  const result = transactionOf(form, accounts.value ?? [], language);
  const faults = isTried && "faults" in result ? result.faults : null;
  const told = faultsByField(act.failure?.fields ?? []);
  const type = (changed: Partial<TransactionForm>) => setForm((known) => ({ ...known, ...changed }));
  const change = (entryKey: number, changed: Partial<EntryForm>) =>
    type({ entries: form.entries.map((entry) => entry.key === entryKey ? { ...entry, ...changed } : entry) });
  const faultOf = (entry: EntryForm): string | undefined => {
    const own = faults?.entries.get(entry.key);
    if (own !== undefined) return { ...all.amountFaults, ...words.faults }[own];
    const place = sent.indexOf(entry.key);
    return place < 0 ? undefined : Object.entries(told).find(([name]) => name.startsWith(`entries/${place}/`))?.[1];
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ("faults" in result) return focusFirstFault(shell.current);
    setSent(result.keys);
    const isDone = await act.run(async () => {
      try {
        const posted = await postTransaction(result.draft, key.current);
        navigate(transactionPath(posted.id));
      } catch (error) {
        if (!keepsKey(error)) key.current = newIdempotencyKey();
        throw error;
      }
    });
    if (!isDone) focusFirstFault(shell.current);
  };
  return (
    <MoneyFrame chosen="transactions" title={words.title}>
      <FetchedList fetched={accounts}>
        {(known) => (
          <form ref={shell} noValidate onSubmit={submit} className="flex flex-col gap-4">
            <Section title={words.head}>
              <div className="grid gap-3 px-4 py-3 md:grid-cols-[10rem_minmax(0,2fr)_minmax(0,1fr)]">
                <MomentField
                  name="date"
                  type="date"
                  label={all.day}
                  value={form.date}
                  onChange={(date) => type({ date })}
                  fault={faults?.date === undefined ? told["date"] : all.dayRequired}
                />
                <TextField
                  name="description"
                  label={all.description}
                  value={form.description}
                  onChange={(description) => type({ description })}
                  fault={faults?.description === undefined ? told["description"] : all.descriptionRequired}
                  maxLength={500}
                  autoComplete="off"
                  required
                />
                <TextField
                  name="reference"
                  label={words.reference}
                  value={form.reference}
                  onChange={(reference) => type({ reference })}
                  fault={told["reference"]}
                  maxLength={200}
                  autoComplete="off"
                />
              </div>
            </Section>
            <Section title={words.lines} remark={words.linesRemark}>
              <div className="divide-y divide-line">
                {form.entries.map((entry, index) => (
                  <EntryFields
                    key={entry.key}
                    entry={entry}
                    number={index + 1}
                    accounts={known}
                    fault={faultOf(entry)}
                    onChange={(changed) => change(entry.key, changed)}
                    onBalance={() => setForm(balanced(form, entry.key, language))}
                    onRemove={form.entries.length <= 2
                      ? null
                      : () => type({ entries: form.entries.filter((other) => other.key !== entry.key) })}
                  />
                ))}
              </div>
              <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-2.5">
                <Button
                  aria-disabled={form.entries.length >= ENTRIES_MAX}
                  onClick={() => {
                    const last = form.entries.at(-1);
                    if (last === undefined || form.entries.length >= ENTRIES_MAX) return;
                    type({ entries: [...form.entries, emptyEntry(last.key + 1, last.currency)] });
                  }}
                >
                  {words.addLine}
                </Button>
                <RunningBalance sums={openSums(form.entries, language)} />
              </div>
              {faults !== null && (faults.tooFew || faults.open.length > 0 || told["entries"] !== undefined) && (
                <p role="alert" className="border-t border-line px-4 py-2 text-bad">
                  {faults.tooFew ? words.tooFew : words.unbalanced}
                </p>
              )}
            </Section>
            {act.failure !== null && <FailureNotice failure={act.failure} />}
            <div className="flex flex-wrap items-center justify-end gap-2">
              <p className="flex-1 basis-60 text-xs text-muted">{words.forGood}</p>
              <Link to={transactionsPath()} className={buttonClass("quiet")}>{words.leave}</Link>
              <Button look="primary" type="submit" aria-disabled={act.isBusy}>{words.post}</Button>
            </div>
          </form>
        )}
      </FetchedList>
    </MoneyFrame>
  );
}
