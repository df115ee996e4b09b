import type { ReactElement } from "react";
import { useRoomPresence } from "../realtime/useRoomPresence.ts";
import { initials } from "../ui/initials.ts";
import { PersonBadge } from "../ui/PersonBadge.tsx";
import { useWords } from "./words/useWords.ts";

const SHOWN_MAX = 4;

/** Who has the channel open besides oneself. A list to look up, and no announcement. */
export function ChannelPeople({ topic }: { readonly topic: string }): ReactElement | null {
  const words = useWords();
  const others = useRoomPresence(topic).filter(({ isSelf }) => !isSelf);
  if (others.length === 0) return null;
  const more = others.slice(SHOWN_MAX);
  return (
    <ul aria-label={words.peopleHere} data-testid="channel-people" className="flex -space-x-1.5">
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
  );
}
