import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { leadTopic } from "../realtime/topics.ts";
import { useRoomPresence } from "../realtime/useRoomPresence.ts";
import { initials } from "../ui/initials.ts";
import { PersonBadge } from "../ui/PersonBadge.tsx";
import { useWarRoomWords } from "./words/useWarRoomWords.ts";

/** As many as fit beside each other on a phone, with a word on who is writing. */
const SHOWN_MAX = 5;

/** Who has this war room open. A list to look up, and no announcement: people come and go while one reads. */
export function PeopleHere({ leadId }: { readonly leadId: string }): ReactElement {
  const { language, formats } = useSpeech();
  const words = useWarRoomWords();
  const people = useRoomPresence(leadTopic(leadId));
  const more = people.slice(SHOWN_MAX);
  return (
    <div data-testid="presence" data-count={people.length}>
      {people.length > 0 && (
        <ul aria-label={words.people} className="flex gap-1">
          {people.slice(0, SHOWN_MAX).map(({ userId, name, isSelf }) => (
            <li key={userId}>
              <PersonBadge short={initials(name)} name={isSelf ? words.you(name) : name} isSelf={isSelf} />
            </li>
          ))}
          {more.length > 0 && (
            <li>
              <PersonBadge
                short={`+${formats.number(more.length)}`}
                name={new Intl.ListFormat(language).format(more.map(({ name }) => name))}
              />
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
