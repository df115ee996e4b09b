import { type ReactElement, useState } from "react";
import { changeChannel, type Channel, createChannel } from "../api/chat.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";
import { faultsByField } from "../ui/fieldFaults.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { TextField } from "../ui/TextField.tsx";
import { useAct } from "../ui/useAct.ts";
import { useWords } from "./words/useWords.ts";

interface ChannelDialogProps {
  /** Null for a new one. */
  readonly channel: Channel | null;
  readonly onSaved: (channel: Channel) => void;
  readonly onClose: () => void;
}

/** Name and topic of a channel. */
export function ChannelDialog({ channel, onSaved, onClose }: ChannelDialogProps): ReactElement {
  const words = useWords();
  const act = useAct();
  const [key] = useState(newIdempotencyKey);
  const [name, setName] = useState(channel?.name ?? "");
  const [topic, setTopic] = useState(channel?.topic ?? "");
  const [isMissing, setMissing] = useState(false);
  const faults = faultsByField(act.failure?.fields ?? []);
  const submit = async () => {
    const isEmpty = name.trim() === "";
    setMissing(isEmpty);
    if (isEmpty) return false;
    const about = topic.trim() === "" ? null : topic.trim();
    return await act.run(async () =>
      onSaved(
        channel === null
          ? await createChannel(name.trim(), about, key)
          : await changeChannel(channel, { name: name.trim(), topic: about }),
      )
    );
  };
  return (
    <FormDialog
      title={channel === null ? words.addTitle : words.editTitle(channel.name)}
      act={act}
      verb={channel === null ? words.create : words.save}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={words.name}
        value={name}
        onChange={setName}
        fault={isMissing ? words.nameRequired : faults["name"]}
        maxLength={80}
        autoComplete="off"
        required
      />
      <TextField
        name="topic"
        label={words.topic}
        hint={words.topicHint}
        value={topic}
        onChange={setTopic}
        fault={faults["topic"]}
        maxLength={250}
        autoComplete="off"
      />
    </FormDialog>
  );
}
