import { type ReactElement, useMemo, useState } from "react";
import type { Message } from "../api/chat.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { Button } from "../ui/Button.tsx";
import { initials } from "../ui/initials.ts";
import { Menu, type MenuItem } from "../ui/Menu.tsx";
import { PersonBadge } from "../ui/PersonBadge.tsx";
import { MessageFiles } from "./MessageFiles.tsx";
import { messageNodes } from "./messageNodes.tsx";
import { ReactionPicker } from "./ReactionPicker.tsx";
import { useWords } from "./words/useWords.ts";

const PEOPLE_NAMED = 8;

/** What can be done with a message, by who may do it. */
export interface MessageActs {
  readonly onReact: (message: Message, emoji: string, isOn: boolean) => void;
  /** Null where answers have no thread of their own. */
  readonly onThread: ((message: Message) => void) | null;
  readonly onEdit: (message: Message) => void;
  readonly onDelete: (message: Message) => void;
  readonly onHistory: (message: Message) => void;
  readonly onUnread: (message: Message) => void;
  readonly onCopyLink: (message: Message) => void;
}

interface MessageRowProps {
  readonly message: Message;
  readonly isFollowUp: boolean;
  readonly isTarget: boolean;
  readonly mayWrite: boolean;
  readonly mayManage: boolean;
  readonly members: Lookups["members"];
  readonly acts: MessageActs;
}

/** One message: who said it, what, and what came of it. */
export function MessageRow(props: MessageRowProps): ReactElement {
  const { message, isFollowUp, isTarget, mayWrite, mayManage, members, acts } = props;
  const words = useWords();
  const { formats, language } = useSpeech();
  const { user } = useSession();
  const [isPicking, setPicking] = useState(false);
  const isMine = message.authorId === user.id && message.authorKind === "person";
  const isGone = message.deletedAt !== null;
  const author = message.authorName ?? words.formerMember;
  const body = useMemo(() => messageNodes(message.html, user.id), [message.html, user.id]);
  const time = useMemo(
    () => new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", { timeStyle: "short" }),
    [language],
  );
  const clock = time.format(new Date(message.createdAt));
  const items: MenuItem[] = [];
  if (!isGone && mayWrite && acts.onThread !== null) {
    const { onThread } = acts;
    items.push({ label: words.replyInThread, onChoose: () => onThread(message) });
  }
  if (!isGone && isMine && mayWrite) items.push({ label: words.editMessage, onChoose: () => acts.onEdit(message) });
  if ((message.editedAt !== null || isGone) && (isMine || mayManage)) {
    items.push({ label: words.history, onChoose: () => acts.onHistory(message) });
  }
  items.push(
    { label: words.copyLink, onChoose: () => acts.onCopyLink(message) },
    { label: words.markUnread, onChoose: () => acts.onUnread(message) },
  );
  if (!isGone && ((isMine && mayWrite) || mayManage)) {
    items.push({ label: words.delete, isDangerous: true, onChoose: () => acts.onDelete(message) });
  }
  return (
    <li
      data-testid="message"
      data-seq={message.seq}
      data-message-id={message.id}
      className={`group relative grid grid-cols-[2rem_minmax(0,1fr)] gap-x-2.5 rounded-lg px-2 py-0.5 hover:bg-sunken focus-within:bg-sunken ${
        isFollowUp ? "" : "mt-2"
      } ${isTarget ? "bg-accent-soft animate-arrive" : ""}`}
    >
      {isFollowUp
        ? (
          <time
            dateTime={message.createdAt}
            className="pt-0.5 text-right text-[0.65rem] text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100"
          >
            {clock}
          </time>
        )
        : (
          <span className="pt-0.5">
            <PersonBadge short={initials(author)} name={author} isSelf={isMine} />
          </span>
        )}
      <div className="min-w-0">
        {!isFollowUp && (
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold" dir="auto">{author}</span>
            {message.authorKind !== "person" && <span className="text-xs text-muted">{words.program}</span>}
            <time
              dateTime={message.createdAt}
              title={formats.dateTime(message.createdAt)}
              className="text-xs text-muted"
            >
              {clock}
            </time>
          </p>
        )}
        {isGone
          ? <p className="text-muted italic" data-testid="message-deleted">{words.deleted}</p>
          : (
            <div className="wrap-anywhere" data-testid="message-body">
              {body}
              {message.editedAt !== null && (
                <span className="text-xs text-muted" title={words.editedAt(formats.dateTime(message.editedAt))}>
                  ({words.edited})
                </span>
              )}
            </div>
          )}
        <MessageFiles files={message.attachments} />
        <Reactions message={message} mayWrite={mayWrite && !isGone} members={members} onReact={acts.onReact} />
        {message.replies > 0 && acts.onThread !== null && (
          <Button
            look="quiet"
            className="mt-0.5 -ml-2 min-h-7! px-2! text-xs text-accent!"
            data-testid="replies"
            onClick={() => acts.onThread?.(message)}
          >
            {words.replies(formats.number(message.replies))}
            {message.lastReplyAt !== null && (
              <span className="font-normal text-muted">{words.lastReply(formats.dateTime(message.lastReplyAt))}</span>
            )}
          </Button>
        )}
      </div>
      <span
        className={`absolute -top-3 right-1 flex rounded-lg border border-line bg-surface shadow-sm [&_button]:min-h-7 ${
          isPicking ? "z-10" : "opacity-0"
        } group-focus-within:z-10 group-focus-within:opacity-100 group-hover:z-10 group-hover:opacity-100 pointer-coarse:static pointer-coarse:col-start-2 pointer-coarse:w-max pointer-coarse:border-0 pointer-coarse:bg-transparent pointer-coarse:opacity-70 pointer-coarse:shadow-none`}
      >
        {mayWrite && !isGone && (
          <span className="relative">
            <Button
              look="quiet"
              className="px-2!"
              aria-label={words.react}
              aria-expanded={isPicking}
              onClick={() => setPicking(!isPicking)}
            >
              <span aria-hidden="true">☺</span>
            </Button>
            {isPicking && (
              <ReactionPicker
                onClose={() => setPicking(false)}
                onChoose={(emoji) => {
                  setPicking(false);
                  acts.onReact(message, emoji, true);
                }}
              />
            )}
          </span>
        )}
        <Menu label={words.acts(author)} items={items} />
      </span>
    </li>
  );
}

interface ReactionsProps {
  readonly message: Message;
  readonly mayWrite: boolean;
  readonly members: Lookups["members"];
  readonly onReact: MessageActs["onReact"];
}

function Reactions({ message, mayWrite, members, onReact }: ReactionsProps): ReactElement | null {
  const words = useWords();
  const { formats } = useSpeech();
  const { user } = useSession();
  if (message.reactions.length === 0) return null;
  const nameOf = (id: string) =>
    id === user.id ? words.you : members.find(({ person }) => person.id === id)?.person.name ?? words.formerMember;
  return (
    <ul className="mt-0.5 flex flex-wrap gap-1" data-testid="reactions">
      {message.reactions.map(({ emoji, count, mine, people }) => {
        const named = people.slice(0, PEOPLE_NAMED).map(nameOf);
        const rest = count - named.length;
        const names = [...named, ...(rest > 0 ? [words.andOthers(formats.number(rest))] : [])].join(", ");
        const text = words.reactionOf(emoji, formats.number(count), names);
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-label={text}
              aria-pressed={mine === true}
              aria-disabled={!mayWrite}
              title={names}
              data-emoji={emoji}
              onClick={() => mayWrite && onReact(message, emoji, mine !== true)}
              className="inline-flex min-h-6 items-center gap-1 rounded-full border border-line bg-surface px-2 text-xs tabular-nums hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <span aria-hidden="true">{emoji}</span>
              {formats.number(count)}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
