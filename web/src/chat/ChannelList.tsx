import { type ReactElement, useCallback, useState } from "react";
import { type Channel, listArchivedChannels } from "../api/chat.ts";
import { chatPath } from "../app/Route.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Link } from "../ui/Link.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { useWords } from "./words/useWords.ts";

interface ChannelListProps {
  readonly channels: readonly Channel[];
  readonly chosen: string | null;
}

/** The channels by what they are of, each with what is unread. */
export function ChannelList({ channels, chosen }: ChannelListProps): ReactElement {
  const words = useWords();
  const [isArchiveOpen, setArchiveOpen] = useState(false);
  const groups = [
    [words.channels, channels.filter(({ kind }) => kind === "workspace"), null],
    [words.projects, channels.filter(({ kind }) => kind === "project"), null],
    [words.leads, channels.filter(({ kind }) => kind === "lead"), words.noLeads],
  ] as const;
  return (
    <div className="flex flex-col gap-3" data-testid="channels">
      {groups.map(([title, items, empty]) => (
        (items.length > 0 || empty !== null) && (
          <section key={title}>
            <h2 className="px-2 pb-0.5 text-xs font-semibold text-muted">{title}</h2>
            {items.length === 0 && <p className="px-2 text-xs text-muted">{empty}</p>}
            <ul>
              {items.map((channel) => (
                <ChannelRow key={channel.id} channel={channel} isChosen={channel.id === chosen} />
              ))}
            </ul>
          </section>
        )
      ))}
      <details onToggle={(event) => setArchiveOpen(event.currentTarget.open)}>
        <summary className="px-2 text-xs text-muted">{words.archivedChannels}</summary>
        {isArchiveOpen && <Archive chosen={chosen} />}
      </details>
    </div>
  );
}

function Archive({ chosen }: { readonly chosen: string | null }): ReactElement {
  const words = useWords();
  const archived = useFetched(useCallback((signal: AbortSignal) => listArchivedChannels(signal), []));
  if (archived.value !== null && archived.value.length === 0) {
    return <p className="px-2 text-xs text-muted">{words.none}</p>;
  }
  return (
    <ul>
      {archived.value?.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} isChosen={channel.id === chosen} />
      ))}
    </ul>
  );
}

function ChannelRow({ channel, isChosen }: { readonly channel: Channel; readonly isChosen: boolean }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const { id, kind, name, muted } = channel;
  const unread = channel.unread ?? 0;
  const mentions = channel.mentions ?? 0;
  const isLoud = unread > 0 && (muted !== true || mentions > 0);
  return (
    <li>
      <Link
        to={chatPath(id)}
        aria-current={isChosen ? "page" : undefined}
        data-testid="channel"
        data-unread={unread}
        data-mentions={mentions}
        className={`flex min-h-9 items-center gap-1.5 rounded-lg px-2 hover:bg-sunken aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent ${
          isLoud ? "font-semibold" : "text-muted"
        }`}
      >
        <span aria-hidden="true" className="w-3 text-center text-muted">{kind === "workspace" ? "#" : ""}</span>
        <span className="min-w-0 flex-1 truncate" title={name}>{name}</span>
        {muted === true && (
          <>
            <span aria-hidden="true" title={words.muted}>⌀</span>
            <span className="sr-only">({words.muted})</span>
          </>
        )}
        {unread > 0 && (
          <span
            className={`rounded-full px-1.5 text-xs font-semibold tabular-nums ${
              mentions > 0 ? "bg-bad text-on-bad" : isLoud ? "bg-accent text-on-accent" : "bg-sunken text-muted"
            }`}
          >
            <span aria-hidden="true">{mentions > 0 ? "@" : ""}{formats.number(unread)}</span>
            <span className="sr-only">
              {words.unread(formats.number(unread))}
              {mentions > 0 && `, ${words.mentioned(formats.number(mentions))}`}
            </span>
          </span>
        )}
      </Link>
    </li>
  );
}
