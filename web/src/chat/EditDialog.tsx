import { type ReactElement, useMemo, useState } from "react";
import { ApiFailure } from "../api/ApiFailure.ts";
import { editMessage, type Message } from "../api/chat.ts";
import { isRecord } from "../api/isRecord.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Notice } from "../ui/Notice.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAct } from "../ui/useAct.ts";
import { decoded, encoded } from "./mentionText.ts";
import { useWords } from "./words/useWords.ts";

interface EditDialogProps {
  readonly message: Message;
  readonly members: Lookups["members"];
  readonly onSaved: (message: Message) => void;
  readonly onClose: () => void;
}

/** Writes over what one said. */
export function EditDialog({ message, members, onSaved, onClose }: EditDialogProps): ReactElement {
  const words = useWords();
  const act = useAct();
  const people = useMemo(() => {
    const named = message.mentions.map(({ personId, name }) => ({ id: personId, name }));
    const ids = new Set(named.map(({ id }) => id));
    return [...named, ...members.map(({ person }) => person).filter(({ id }) => !ids.has(id))];
  }, [message, members]);
  const [base, setBase] = useState(message);
  const [text, setText] = useState(() => decoded(message.text, people));
  const [isStale, setStale] = useState(false);
  const submit = () =>
    act.run(async () => {
      const next = encoded(text.trim(), people);
      if (next === base.text) return;
      try {
        onSaved(await editMessage(base, next));
      } catch (error) {
        const current = error instanceof ApiFailure && error.code === "stale_version" ? error.problem["current"] : null;
        if (isRecord(current)) {
          setBase(current as unknown as Message);
          // A reaction makes a version, too; only other words are worth a look.
          if (current["text"] === base.text) return onSaved(await editMessage(current as unknown as Message, next));
          setStale(true);
        }
        throw error;
      }
    });
  return (
    <FormDialog
      title={words.editing}
      act={act}
      verb={words.save}
      leaveVerb={words.cancelEdit}
      onSubmit={submit}
      onClose={onClose}
    >
      {isStale && (
        <Notice look="warn">
          <p>{words.conflict}</p>
          <p className="mt-1 whitespace-pre-wrap">{decoded(base.text, people)}</p>
        </Notice>
      )}
      <TextField
        name="text"
        label={words.editMessage}
        value={text}
        onChange={setText}
        fault={act.failure?.fields[0]?.message}
        rows={5}
        maxLength={8_000}
      />
    </FormDialog>
  );
}
