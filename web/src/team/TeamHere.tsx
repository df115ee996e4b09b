import { type ReactElement, useEffect } from "react";
import { useSession } from "../app/SessionContext.ts";
import { useWords } from "../palette/words/useWords.ts";
import { useRealtime } from "../realtime/RealtimeContext.ts";
import { workspaceTopic } from "../realtime/topics.ts";
import { useRoomPresence } from "../realtime/useRoomPresence.ts";
import { initials } from "../ui/initials.ts";
import { PersonBadge } from "../ui/PersonBadge.tsx";

/** As many as fit beside the navigation. */
const SHOWN_MAX = 3;

/** Who of the team has the page open, besides oneself. A list to look up, and no announcement. */
export default function TeamHere(): ReactElement {
  const words = useWords();
  const realtime = useRealtime();
  const topic = workspaceTopic(useSession().workspace.id);
  useEffect(() => realtime.join(topic, { cursor: null, presence: true }), [realtime, topic]);
  const others = useRoomPresence(topic).filter(({ isSelf }) => !isSelf);
  const more = others.slice(SHOWN_MAX);
  return (
    <div data-testid="team" data-count={others.length} className="max-lg:hidden">
      {others.length > 0 && (
        <ul aria-label={words.team.label} className="flex -space-x-1.5">
          {others.slice(0, SHOWN_MAX).map(({ userId, name }) => (
            <li key={userId}>
              <PersonBadge short={initials(name)} name={name} />
            </li>
          ))}
          {more.length > 0 && (
            <li>
              <PersonBadge short={`+${more.length}`} name={more.map(({ name }) => name).join(", ")} />
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
