import { type FormEvent, type ReactElement, useCallback, useRef, useState } from "react";
import { addNote, changeNote, removeNote } from "../api/leadChanges.ts";
import type { Lead } from "../api/Lead.ts";
import type { LeadNote } from "../api/LeadNote.ts";
import { useSession } from "../app/SessionContext.ts";
import { useNow } from "../app/useNow.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";
import { ConflictNotice } from "../editing/ConflictNotice.tsx";
import { isUntouched, valueOf } from "../editing/edit.ts";
import { useEdit } from "../editing/useEdit.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { type Said, UndoLine } from "../leadWork/UndoLine.tsx";
import { useWords } from "../leadWork/words/useWords.ts";
import { noteWrite } from "../offline/leadWrites.ts";
import { useWords as useOfflineWords } from "../offline/words/useWords.ts";
import { useWriteQueue } from "../offline/writes.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Menu } from "../ui/Menu.tsx";
import { Section } from "../ui/Section.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAct } from "../ui/useAct.ts";
import { NewMark } from "./news/NewsContext.tsx";

const LENGTH_MAX = 10_000;

interface NotesSectionProps {
  readonly lead: Pick<Lead, "id" | "company">;
  readonly notes: readonly LeadNote[];
  readonly mayWrite: boolean;
  readonly onChanged: () => void;
}

/** What the team wrote about the lead, the newest first. Who wrote a note may change it, and so may admins. */
export default function NotesSection({ lead, notes, mayWrite, onChanged }: NotesSectionProps): ReactElement {
  const words = useWords();
  const session = useSession();
  const act = useAct();
  const [said, setSaid] = useState<Said | null>(null);
  const isAdmin = session.role === "owner" || session.role === "admin";
  const remove = (note: LeadNote) =>
    act.run(async () => {
      await removeNote(note);
      const key = newIdempotencyKey();
      // Written again it would be one's own, so only that is offered.
      const isOwn = note.authorId === session.user.id;
      setSaid({ text: words.notes.removed, ...(isOwn ? { undo: () => addNote(lead.id, note.text, key) } : {}) });
      onChanged();
    });
  return (
    <Section title={words.notes.title} mark={<NewMark fields={["note"]} />}>
      {mayWrite && <NewNote lead={lead} onChanged={onChanged} />}
      <div className="px-3 pb-2 has-[>:empty]:hidden">
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
      {notes.length === 0 && <p className="px-4 pt-1 pb-3 text-muted">{words.notes.empty}</p>}
      <ul className="divide-y divide-line border-t border-line empty:hidden" data-testid="notes">
        {notes.map((note) => (
          <NoteRow
            key={note.id}
            note={note}
            mayChange={mayWrite && (isAdmin || note.authorId === session.user.id)}
            onRemove={() => void remove(note)}
            onChanged={onChanged}
          />
        ))}
      </ul>
    </Section>
  );
}

function NewNote(
  { lead, onChanged }: { readonly lead: Pick<Lead, "id" | "company">; readonly onChanged: () => void },
): ReactElement {
  const words = useWords().notes;
  const { shell } = useSpeech().messages;
  const act = useAct();
  const key = useRef(newIdempotencyKey());
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [isKept, setKept] = useState(false);
  const { kept } = useOfflineWords();
  const queue = useWriteQueue();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const field = event.currentTarget.querySelector("textarea");
    setMissing(text.trim() === "");
    if (text.trim() === "") return;
    const isDone = await act.run(async () => {
      const { isKept } = await queue.perform(noteWrite(lead, text.trim(), key.current));
      setKept(isKept);
    });
    if (!isDone) return;
    key.current = newIdempotencyKey();
    setText("");
    // The button goes with the text.
    field?.focus();
    onChanged();
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col items-stretch gap-2 px-4 py-3" data-testid="new-note">
      <TextField
        name="note"
        label={words.write}
        placeholder={words.hint}
        rows={2}
        value={text}
        onChange={(value) => {
          // Another text is another note.
          if (act.failure?.isUncertain !== true) {
            key.current = newIdempotencyKey();
          }
          setText(value);
        }}
        fault={isMissing && text.trim() === "" ? words.required : act.failure?.fields[0]?.message}
        maxLength={LENGTH_MAX}
      />
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      {isKept && text === "" && <p role="status" className="text-warn">{kept}</p>}
      {text !== "" && (
        <Button type="submit" look="primary" className="self-end" aria-disabled={act.isBusy}>
          {act.isBusy ? shell.working : words.add}
        </Button>
      )}
    </form>
  );
}

interface NoteRowProps {
  readonly note: LeadNote;
  readonly mayChange: boolean;
  readonly onRemove: () => void;
  readonly onChanged: () => void;
}

function NoteRow({ note, mayChange, onRemove, onChanged }: NoteRowProps): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const now = useNow();
  const [isEditing, setEditing] = useState(false);
  const author = note.authorName ?? words.notes.someone;
  return (
    <li data-testid="note" className="px-4 py-2.5">
      <div className="flex items-center justify-between gap-2">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{author}</span>
          <time dateTime={note.createdAt} title={formats.dateTime(note.createdAt)} className="text-xs text-muted">
            {formats.ago(note.createdAt, now)}
          </time>
          {note.version > 1 && (
            <span className="text-xs text-muted" title={formats.dateTime(note.updatedAt)}>{words.notes.edited}</span>
          )}
        </p>
        {mayChange && !isEditing && (
          <Menu
            label={words.notes.actions(author)}
            items={[
              { label: words.edit, onChoose: () => setEditing(true) },
              { label: words.remove, isDangerous: true, onChoose: onRemove },
            ]}
          />
        )}
      </div>
      {isEditing
        ? <NoteForm note={note} onChanged={onChanged} onLeave={() => setEditing(false)} />
        : <p className="whitespace-pre-wrap wrap-anywhere">{note.text}</p>}
    </li>
  );
}

const names = ["text"] as const;

function NoteForm(
  { note, onChanged, onLeave }: {
    readonly note: LeadNote;
    readonly onChanged: () => void;
    readonly onLeave: () => void;
  },
): ReactElement {
  const words = useWords();
  const { shell } = useSpeech().messages;
  const { id } = note;
  const store = useCallback(async (version: number, change: { readonly text?: string }) => {
    const stored = await changeNote(id, version, change);
    onChanged();
    return stored;
  }, [id, onChanged]);
  const editing = useEdit<Pick<LeadNote, "text">>(note, names, store);
  const first = useCallback((form: HTMLFormElement | null) => form?.querySelector("textarea")?.focus(), []);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (valueOf(editing.edit, "text").trim() !== "" && await editing.save()) onLeave();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape leaves a form that nobody has written in
    <form
      ref={first}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && isUntouched(editing.edit) && onLeave()}
      className="flex flex-col gap-2 py-1"
    >
      <TextField
        name="text"
        label={words.fields.text}
        rows={4}
        value={valueOf(editing.edit, "text")}
        onChange={(value) => editing.type("text", value)}
        fault={valueOf(editing.edit, "text").trim() === "" ? words.notes.required : undefined}
        maxLength={LENGTH_MAX}
      />
      <ConflictNotice
        editing={editing}
        label={() => words.fields.text}
        show={(_, value) => String(value)}
      />
      {editing.failure !== null && <FailureNotice failure={editing.failure} />}
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onLeave}>{shell.cancel}</Button>
        <Button look="primary" type="submit" aria-disabled={editing.isBusy || editing.edit.conflicts.length > 0}>
          {editing.isBusy ? words.saving : words.save}
        </Button>
      </div>
    </form>
  );
}
