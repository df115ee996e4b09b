import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type ReactElement,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { randomUUID } from "./randomUUID.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { draftName, keep, readKept } from "./kept.ts";
import { encoded, matching, mentionQuery, type Nameable, withMention } from "./mentionText.ts";
import { ATTACHMENTS_MAX, useAttachments } from "./useAttachments.ts";
import { useOutbox, useOwner } from "./useOutbox.ts";
import { useWords } from "./words/useWords.ts";

const LENGTH_MAX = 8_000;
const NAMES_SHOWN = 6;
const HEIGHT_MAX_PX = 200;

interface ComposerProps {
  readonly channelId: string;
  /** The message whose thread this is for; null for the channel itself. */
  readonly parentId: string | null;
  readonly label: string;
  readonly people: readonly Nameable[];
  readonly onTyped: () => void;
  readonly onEnded: () => void;
  readonly onSent: () => void;
  /** Arrow up in an empty field. */
  readonly onEditLast: () => void;
}

/** Where a message is written. What was begun is kept in the browser, and what is sent goes through the outbox. */
export function Composer(
  { channelId, parentId, label, people, onTyped, onEnded, onSent, onEditLast }: ComposerProps,
): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const owner = useOwner();
  const { outbox } = useOutbox();
  const list = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const name = draftName(channelId, parentId);
  const [text, setText] = useState(() => readKept(owner, name) ?? "");
  const [cursor, setCursor] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [isDismissed, setDismissed] = useState(false);
  const [isFull, setFull] = useState(false);
  const attachments = useAttachments(channelId);
  const query = isDismissed ? null : mentionQuery(text, cursor);
  const names = query === null ? [] : matching(people, query.text, NAMES_SHOWN);
  const isOpen = names.length > 0;

  useEffect(() => keep(owner, name, text), [owner, name, text]);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(HEIGHT_MAX_PX, element.scrollHeight + 2)}px`;
  });

  const sent = encoded(text.trim(), people);
  const excess = [...sent].length - LENGTH_MAX;
  const isUploading = attachments.files.some(({ state }) => state === "sending");
  const isFailed = attachments.files.some(({ state }) => state === "failed");
  const canSend = (sent !== "" || attachments.files.length > 0) && excess <= 0 && !isUploading && !isFailed;

  const change = (next: string, at: number) => {
    setText(next);
    setCursor(at);
    setChosen(0);
    setDismissed(false);
    if (next.trim() === "") onEnded();
    else onTyped();
  };
  const insert = (person: Nameable) => {
    if (query === null) return;
    const next = withMention(text, query, person.name);
    change(next.text, next.cursor);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next.cursor, next.cursor);
    });
  };
  const send = () => {
    if (!canSend) return;
    const isTaken = outbox.add({
      clientId: randomUUID(),
      channelId,
      text: sent,
      parentId,
      attachments: attachments.files.flatMap(({ key }) => key === null ? [] : [key]),
      files: attachments.files.map((file) => file.name),
    });
    setFull(!isTaken);
    if (!isTaken) return;
    setText("");
    setCursor(0);
    attachments.clear();
    onEnded();
    onSent();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // A key that chooses a sign of an input method is no key of ours.
    if (event.nativeEvent.isComposing) return;
    if (isOpen) {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step !== 0) {
        event.preventDefault();
        return setChosen((chosen + step + names.length) % names.length);
      }
      const person = names[chosen];
      if ((event.key === "Enter" || event.key === "Tab") && person !== undefined) {
        event.preventDefault();
        return insert(person);
      }
      if (event.key === "Escape") {
        event.stopPropagation();
        return setDismissed(true);
      }
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && text === "") {
      event.preventDefault();
      onEditLast();
    }
  };
  const take = (event: ClipboardEvent | DragEvent, files: FileList | undefined) => {
    if (files === undefined || files.length === 0) return;
    event.preventDefault();
    attachments.add([...files]);
  };
  return (
    <div
      data-own-drop=""
      className="relative border-t border-line p-2"
      onDrop={(event) => take(event, event.dataTransfer.files)}
    >
      {isOpen && (
        <div
          id={list}
          role="listbox"
          aria-label={words.people}
          data-testid="mention-list"
          className="panel absolute bottom-full left-2 z-20 mb-1 w-64 max-w-[calc(100%-1rem)] p-1 shadow-xl"
        >
          {names.map((person, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field has the keys
            <div
              key={person.id}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => insert(person)}
              className="cursor-pointer truncate rounded-md px-2 py-1.5 hover:bg-sunken aria-selected:bg-accent-soft aria-selected:text-accent"
            >
              {person.name}
            </div>
          ))}
        </div>
      )}
      {(attachments.files.length > 0 || attachments.isOver) && (
        <ul className="mb-1.5 flex flex-wrap gap-1.5" data-testid="picked-files">
          {attachments.files.map((file) => (
            <li
              key={file.id}
              data-state={file.state}
              className={`flex max-w-full items-center gap-1 rounded-lg border px-2 text-xs ${
                file.state === "failed" ? "border-bad text-bad" : "border-line"
              }`}
            >
              <span className={`min-w-0 truncate ${file.state === "sending" ? "animate-breathe" : ""}`}>
                {file.state === "failed"
                  ? words.uploadFailed(file.name)
                  : file.state === "sending"
                  ? words.uploading(file.name)
                  : file.name}
              </span>
              <button
                type="button"
                className="min-h-7 px-1"
                aria-label={words.detach(file.name)}
                onClick={() => attachments.remove(file.id)}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
          {attachments.isOver && <li className="text-xs text-warn">{words.tooManyFiles(ATTACHMENTS_MAX)}</li>}
        </ul>
      )}
      <div className="flex items-end gap-1.5">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          data-testid="file-input"
          aria-label={words.attach}
          onChange={(event) => {
            attachments.add([...event.target.files ?? []]);
            event.target.value = "";
          }}
        />
        <Button look="quiet" className="px-2!" aria-label={words.attach} onClick={() => picker.current?.click()}>
          <span aria-hidden="true">＋</span>
        </Button>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label={label}
          aria-autocomplete="list"
          aria-controls={isOpen ? list : undefined}
          aria-activedescendant={isOpen ? `${list}-${chosen}` : undefined}
          title={words.sendHint}
          placeholder={label}
          className="control min-w-0 flex-1 resize-none"
          value={text}
          onChange={(event) => change(event.target.value, event.target.selectionStart)}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onBlur={onEnded}
          onPaste={(event) => take(event, event.clipboardData.files)}
        />
        <Button look="primary" aria-disabled={!canSend} onClick={send}>{words.send}</Button>
      </div>
      {excess > 0 && <p role="alert" className="mt-1 text-xs text-bad">{words.tooLong(formats.number(excess))}</p>}
      {isFull && <p role="alert" className="mt-1 text-xs text-bad">{words.outboxFull}</p>}
    </div>
  );
}
