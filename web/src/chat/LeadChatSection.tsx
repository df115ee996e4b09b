import { type ReactElement, useCallback } from "react";
import { getChannel } from "../api/chat.ts";
import { chatPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import type { Lookups } from "../leadWork/useLookups.ts";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Link } from "../ui/Link.tsx";
import { Section } from "../ui/Section.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { ConversationView } from "./ConversationView.tsx";
import { useWords } from "./words/useWords.ts";

interface LeadChatSectionProps {
  readonly leadId: string;
  readonly members: Lookups["members"];
}

/** The chat of a lead, in its war room. */
export default function LeadChatSection({ leadId, members }: LeadChatSectionProps): ReactElement | null {
  const words = useWords();
  const { permissions } = useSession();
  const mayRead = permissions.includes("chat.read");
  const fetch = useCallback(
    (signal: AbortSignal) => mayRead ? getChannel(leadId, signal) : Promise.resolve(null),
    [leadId, mayRead],
  );
  const fetched = useFetched(fetch);
  if (!mayRead) return null;
  return (
    <Section
      title={words.leadTitle}
      aside={<Link to={chatPath(leadId)} className="text-xs text-accent underline">{words.openChat}</Link>}
    >
      <div className="flex h-[min(32rem,75dvh)] flex-col" data-testid="lead-chat">
        <FetchedList fetched={fetched}>
          {(channel) =>
            channel !== null && <ConversationView channel={channel} seq={null} members={members} isJoined />}
        </FetchedList>
      </div>
    </Section>
  );
}
