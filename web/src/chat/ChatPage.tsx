import { type ReactElement, useCallback, useEffect, useState } from "react";
import { archiveChannel, type Channel, getChannel, muteChannel } from "../api/chat.ts";
import { navigate } from "../app/navigation.ts";
import { chatPath, pipelinePath, warRoomPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useTitle } from "../app/useTitle.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useLookups } from "../leadWork/useLookups.ts";
import { channelTopic, leadTopic } from "../realtime/topics.ts";
import { Button } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { EmptyNote } from "../ui/EmptyNote.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Link } from "../ui/Link.tsx";
import { Menu, type MenuItem } from "../ui/Menu.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { useAct } from "../ui/useAct.ts";
import { useFetched } from "../ui/useFetched.ts";
import { ChannelDialog } from "./ChannelDialog.tsx";
import { ChannelPeople } from "./ChannelPeople.tsx";
import { ChannelList } from "./ChannelList.tsx";
import { ConversationView } from "./ConversationView.tsx";
import { SearchResults } from "./SearchResults.tsx";
import { useChannels } from "./useChannels.ts";
import { useWords } from "./words/useWords.ts";

const TYPING_PAUSE_MS = 300;

interface ChatPageProps {
  readonly channelId: string | null;
  readonly seq: number | null;
}

/** The channels, and the one that is open. On a phone, one of both. */
export default function ChatPage({ channelId, seq }: ChatPageProps): ReactElement {
  const words = useWords();
  const { permissions } = useSession();
  if (!permissions.includes("chat.read")) {
    return (
      <PageMessage title={words.noneTitle}>
        <p>{words.noneText}</p>
      </PageMessage>
    );
  }
  return <Chat channelId={channelId} seq={seq} />;
}

function Chat({ channelId, seq }: ChatPageProps): ReactElement {
  const words = useWords();
  const { permissions } = useSession();
  const { channels, failure, reload } = useChannels();
  const [isAdding, setAdding] = useState(false);
  const [text, setText] = useState("");
  const [wanted, setWanted] = useState("");
  const [isHere, setHere] = useState(false);
  useTitle(words.title, channelId === null);
  useEffect(() => {
    const timer = setTimeout(() => setWanted(text.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div
      data-testid="chat"
      className="mx-auto flex h-[calc(100dvh-3.5rem)] max-w-6xl md:gap-3 md:px-4 md:py-4"
    >
      {/* The one of the list is not there on a phone while a channel is. */}
      {channelId !== null && <h1 tabIndex={-1} className="sr-only md:hidden">{words.title}</h1>}
      <div className={`flex min-h-0 w-full flex-col md:w-64 md:shrink-0 ${channelId === null ? "" : "max-md:hidden"}`}>
        <div className="flex items-center justify-between gap-2 px-2 pb-2 max-md:px-4 max-md:pt-3">
          <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
          {permissions.includes("chat.write") && (
            <Button
              look="quiet"
              className="px-2!"
              aria-label={words.add}
              title={words.add}
              onClick={() => setAdding(true)}
            >
              <span aria-hidden="true">＋</span>
            </Button>
          )}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto max-md:px-2">
          <div className="flex flex-col gap-1 px-1 pb-3">
            <input
              type="search"
              aria-label={words.search}
              placeholder={words.searchHint}
              className="control w-full"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            {text !== "" && channelId !== null && (
              <label className="flex items-center gap-2 text-xs">
                <input
                  type="checkbox"
                  aria-label={words.searchHere}
                  checked={isHere}
                  onChange={(event) => setHere(event.target.checked)}
                />
                <span aria-hidden="true">{words.searchHere}</span>
              </label>
            )}
          </div>
          {wanted !== "" && text !== ""
            ? <SearchResults text={wanted} channelId={isHere ? channelId : null} />
            : (
              <FetchedList fetched={{ value: channels, failure, reload }}>
                {(items) => <ChannelList channels={items} chosen={channelId} />}
              </FetchedList>
            )}
        </div>
      </div>
      <div
        className={`flex min-h-0 min-w-0 flex-1 flex-col bg-surface md:rounded-xl md:border md:border-line ${
          channelId === null ? "max-md:hidden" : ""
        }`}
      >
        {channelId === null
          ? (
            <div className="grid flex-1 place-items-center">
              <EmptyNote title={words.chooseTitle} text={words.chooseText} />
            </div>
          )
          : (
            <OpenChannel
              key={channelId}
              channelId={channelId}
              seq={seq}
              known={channels?.find(({ id }) => id === channelId) ?? null}
              onChanged={reload}
            />
          )}
      </div>
      {isAdding && (
        <ChannelDialog
          channel={null}
          onSaved={({ id }) => {
            void reload();
            navigate(chatPath(id));
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
}

interface OpenChannelProps {
  readonly channelId: string;
  readonly seq: number | null;
  /** As the list has it. */
  readonly known: Channel | null;
  readonly onChanged: () => Promise<void>;
}

function OpenChannel({ channelId, seq, known, onChanged }: OpenChannelProps): ReactElement | null {
  const words = useWords();
  const { messages } = useSpeech();
  const { permissions } = useSession();
  const fetch = useCallback((signal: AbortSignal) => getChannel(channelId, signal), [channelId]);
  const fetched = useFetched(fetch);
  const lookups = useLookups(null);
  const act = useAct();
  const [isEditing, setEditing] = useState(false);
  // The list hears of changes; a channel that is in none is what was fetched.
  const channel = known ?? fetched.value;
  useTitle(channel === null ? words.title : `${channel.name} · ${words.title}`);
  const { reload } = fetched;
  if (channel === null) {
    if (fetched.failure === null) return null;
    return fetched.failure.status === 404
      ? (
        <PageMessage title={words.goneTitle}>
          <p>{words.goneText}</p>
          <Link to={chatPath()} className="text-accent underline">{words.back}</Link>
        </PageMessage>
      )
      : (
        <div className="p-4">
          <FailureNotice failure={fetched.failure}>
            <Button onClick={() => void reload()}>{messages.failure.retry}</Button>
          </FailureNotice>
        </div>
      );
  }
  const run = (work: () => Promise<unknown>) =>
    void act.run(async () => {
      await work();
      await Promise.all([reload(), onChanged()]);
    });
  const isMuted = channel.muted === true;
  const isArchived = channel.archivedAt !== null;
  const items: MenuItem[] = [
    { label: isMuted ? words.unmute : words.mute, onChoose: () => run(() => muteChannel(channel.id, !isMuted)) },
  ];
  if (channel.kind === "lead" && channel.leadId !== null) {
    const { leadId } = channel;
    items.push({ label: words.openLead, onChoose: () => navigate(warRoomPath(leadId)) });
  }
  if (channel.kind === "project" && channel.projectId !== null) {
    const search = `?${new URLSearchParams({ project: channel.projectId })}`;
    items.push({ label: words.openBoard, onChoose: () => navigate(pipelinePath("board", search)) });
  }
  if (channel.kind === "workspace" && permissions.includes("channels.manage")) {
    items.push({ label: words.edit, onChoose: () => setEditing(true) });
    if (channel.isDefault !== true) {
      items.push({
        label: isArchived ? words.unarchive : words.archive,
        onChoose: () => run(() => archiveChannel(channel, !isArchived)),
      });
    }
  }
  return (
    <>
      <div className="flex min-h-12 items-center gap-2 border-b border-line px-3">
        <Link
          to={chatPath()}
          aria-label={words.back}
          className="grid size-9 place-items-center rounded-lg text-xl text-muted hover:bg-sunken md:hidden"
        >
          <span aria-hidden="true">‹</span>
        </Link>
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold" data-testid="channel-name">
            {channel.kind === "workspace" && <span aria-hidden="true" className="mr-0.5 text-muted">#</span>}
            {channel.name}
          </h2>
          {channel.topic !== null && <p className="truncate text-xs text-muted">{channel.topic}</p>}
        </div>
        <ChannelPeople topic={channel.kind === "lead" ? leadTopic(channel.id) : channelTopic(channel.id)} />
        <Menu label={words.menu} items={items} />
      </div>
      {act.failure !== null && (
        <div className="p-2">
          <FailureNotice failure={act.failure} />
        </div>
      )}
      <ConversationView channel={channel} seq={seq} members={lookups.members} />
      {isEditing && (
        <ChannelDialog
          channel={channel}
          onSaved={() => run(() => Promise.resolve())}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
}
