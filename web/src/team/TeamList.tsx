import type { ReactElement } from "react";
import { useSession } from "../app/SessionContext.ts";
import { useWords } from "../palette/words/useWords.ts";
import { workspaceTopic } from "../realtime/topics.ts";
import { useRoomPresence } from "../realtime/useRoomPresence.ts";

/** Who of the team has the page open, by name; for the menu, where there is room for names. */
export function TeamList(): ReactElement {
  const words = useWords().team;
  const others = useRoomPresence(workspaceTopic(useSession().workspace.id)).filter(({ isSelf }) => !isSelf);
  return (
    <div className="-mx-2 border-b border-line px-2 pb-3" data-testid="team-list">
      <p id="team-title" className="pb-1 text-xs text-muted">{words.label}</p>
      {others.length === 0
        ? <p className="text-muted">{words.alone}</p>
        : (
          <ul aria-labelledby="team-title" className="flex max-h-32 flex-col gap-1 overflow-y-auto">
            {others.map(({ userId, name }) => (
              <li key={userId} className="flex items-center gap-2">
                <span aria-hidden="true" className="size-2 rounded-full bg-good" />
                <span className="min-w-0 truncate">{name}</span>
              </li>
            ))}
          </ul>
        )}
    </div>
  );
}
