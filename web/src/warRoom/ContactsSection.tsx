import { type ReactElement, useCallback, useState } from "react";
import { addContact, changeContact, makeMainContact, removeContact } from "../api/leadChanges.ts";
import type { ContactFields, LeadContact } from "../api/LeadContact.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";
import { ConflictNotice } from "../editing/ConflictNotice.tsx";
import { valueOf } from "../editing/edit.ts";
import { useEdit } from "../editing/useEdit.ts";
import { type Said, UndoLine } from "../leadWork/UndoLine.tsx";
import { fieldLabel } from "../leadWork/fieldText.ts";
import { useWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import { Dotted } from "../ui/Dotted.tsx";
import { faultsByField } from "../ui/fieldFaults.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Menu } from "../ui/Menu.tsx";
import { Section } from "../ui/Section.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAct } from "../ui/useAct.ts";
import { FactValue } from "./FactValue.tsx";
import { NewMark } from "./news/NewsContext.tsx";

const names = ["name", "role", "email", "phone"] as const;
const lengths = { name: 200, role: 120, email: 254, phone: 40 };

interface ContactsSectionProps {
  readonly leadId: string;
  readonly contacts: readonly LeadContact[];
  readonly mayEdit: boolean;
  readonly onChanged: () => void;
}

/** People at the company beside the main contact. */
export default function ContactsSection({ leadId, contacts, mayEdit, onChanged }: ContactsSectionProps): ReactElement {
  const words = useWords();
  const act = useAct();
  const [said, setSaid] = useState<Said | null>(null);
  const [edited, setEdited] = useState<LeadContact | "new" | null>(null);
  const makeMain = (contact: LeadContact) =>
    act.run(async () => {
      await makeMainContact(contact);
      setSaid({ text: words.contacts.madeMain(contact.name) });
      onChanged();
    });
  const remove = (contact: LeadContact) =>
    act.run(async () => {
      await removeContact(contact);
      const { name, role, email, phone } = contact;
      const key = newIdempotencyKey();
      setSaid({
        text: words.contacts.removed(name),
        undo: () => addContact(leadId, { name, role, email, phone }, key),
      });
      onChanged();
    });
  return (
    <Section
      title={words.contacts.title}
      mark={<NewMark fields={["contact"]} />}
      aside={mayEdit && (
        <Button
          look="quiet"
          className="-mr-3"
          aria-label={words.contacts.add}
          onClick={() => setEdited("new")}
        >
          {words.add}
        </Button>
      )}
    >
      <div className="px-3 pt-2 empty:hidden has-[>:empty]:hidden">
        <UndoLine
          said={said}
          failure={act.failure}
          onUndo={(undo) =>
            void act.run(async () => {
              await undo();
              setSaid(null);
              onChanged();
            })}
        />
      </div>
      {contacts.length === 0 && <p className="px-4 py-3 text-muted">{words.contacts.empty}</p>}
      <ul className="divide-y divide-line" data-testid="contacts">
        {contacts.map((contact) => (
          <li key={contact.id} data-testid="contact" className="flex items-start gap-2 px-4 py-2">
            <div className="min-w-0 flex-1">
              <p className="break-words">
                <span className="font-medium">{contact.name}</span>
                {contact.role !== null && <span className="text-muted">{` · ${contact.role}`}</span>}
              </p>
              <Dotted>
                {contact.email !== null && <Reach kind="email" value={contact.email} />}
                {contact.phone !== null && <Reach kind="phone" value={contact.phone} />}
              </Dotted>
            </div>
            {mayEdit && (
              <Menu
                label={words.contacts.actions(contact.name)}
                items={[
                  {
                    label: words.edit,
                    onChoose: () => setEdited(contact),
                  },
                  {
                    label: words.contacts.makeMain,
                    onChoose: () =>
                      void makeMain(contact),
                  },
                  {
                    label: words.remove,
                    isDangerous: true,
                    onChoose: () =>
                      void remove(contact),
                  },
                ]}
              />
            )}
          </li>
        ))}
      </ul>
      {edited !== null && (
        <ContactDialog
          leadId={leadId}
          // What others change meanwhile is seen while it is written over.
          contact={edited === "new" ? null : contacts.find(({ id }) => id === edited.id) ?? edited}
          onChanged={onChanged}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}

function Reach({ kind, value }: { readonly kind: "email" | "phone"; readonly value: string }): ReactElement {
  return <FactValue fact={{ kind, value, label: "", url: "", snippet: "" }} />;
}

const blank: ContactFields & { readonly version: number } = {
  name: "",
  role: null,
  email: null,
  phone: null,
  version: 0,
};

function ContactDialog(
  { leadId, contact, onChanged, onClose }: {
    readonly leadId: string;
    readonly contact: LeadContact | null;
    readonly onChanged: () => void;
    readonly onClose: () => void;
  },
): ReactElement {
  const words = useWords();
  const [key] = useState(newIdempotencyKey);
  const [isMissing, setMissing] = useState(false);
  const id = contact?.id ?? null;
  const store = useCallback(async (version: number, change: Partial<ContactFields>) => {
    const stored = id === null
      ? await addContact(leadId, { ...blankFields, ...change }, key)
      : await changeContact(id, version, change);
    onChanged();
    return stored;
  }, [id, leadId, key, onChanged]);
  const editing = useEdit<ContactFields>(contact ?? blank, names, store);
  const faults = faultsByField(editing.failure?.fields ?? []);
  const submit = () => {
    const isEmpty = valueOf(editing.edit, "name").trim() === "";
    setMissing(isEmpty);
    return isEmpty ? Promise.resolve(false) : editing.save();
  };
  return (
    <FormDialog
      title={contact === null ? words.contacts.add : words.contacts.change}
      act={{ ...editing, run: () => Promise.resolve(false) }}
      verb={contact === null ? words.add : words.save}
      onSubmit={submit}
      onClose={onClose}
    >
      {names.map((name) => (
        <TextField
          key={name}
          name={name}
          label={words.fields[name]}
          value={valueOf(editing.edit, name) ?? ""}
          onChange={(value) => editing.type(name, value)}
          fault={name === "name" && isMissing ? words.contacts.nameRequired : faults[name]}
          maxLength={lengths[name]}
          autoComplete="off"
          required={name === "name"}
          {...(name === "email" ? { type: "email" as const } : name === "phone" ? { type: "tel" as const } : {})}
        />
      ))}
      <ConflictNotice
        editing={editing}
        label={(field) => fieldLabel(words, field)}
        show={(_, value) => String(value ?? words.none)}
      />
    </FormDialog>
  );
}

const blankFields: ContactFields = { name: "", role: null, email: null, phone: null };
