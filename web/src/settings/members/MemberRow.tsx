import type { ReactElement } from "react";
import type { Member } from "../../api/members.ts";
import type { Role } from "../../api/Role.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { SettledSelect } from "../../ui/SettledSelect.tsx";
import { useWords } from "../words/useWords.ts";
import type { MemberRights } from "./memberRights.ts";

interface MemberRowProps {
  readonly member: Member;
  readonly rights: MemberRights;
  readonly onRole: (role: Role) => Promise<unknown>;
  readonly onAsk: (what: "remove" | "leave" | "handOver") => void;
}

/** One member, with what can be done about him. */
export function MemberRow({ member, rights, onRole, onAsk }: MemberRowProps): ReactElement {
  const { messages, formats } = useSpeech();
  const words = useWords().members;
  const now = useNow();
  const { name, email } = member.person;
  return (
    <li className="flex flex-col gap-2 px-4 py-3 lg:flex-row lg:items-center lg:gap-3" data-testid="member-row">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium break-words">{name}</span>
          {rights.isSelf && <Badge look="accent">{words.you}</Badge>}
        </p>
        <Dotted>
          <span className="break-all">{email}</span>
          <span>
            {member.lastSeenAt === null ? words.neverSeen : words.lastSeen(formats.ago(member.lastSeenAt, now))}
          </span>
          <span>{words.joined(formats.day(member.joinedAt))}</span>
        </Dotted>
      </div>
      <div className="flex flex-wrap items-center gap-2 lg:justify-end">
        {rights.roles.length === 0 ? <Badge>{messages.roles[member.role]}</Badge> : (
          <SettledSelect
            aria-label={words.roleOf(name)}
            value={member.role}
            onChoose={(chosen) => {
              const role = rights.roles.find((known) => known === chosen);
              return role === undefined ? undefined : onRole(role);
            }}
          >
            {rights.roles.map((role) => <option key={role} value={role}>{messages.roles[role]}</option>)}
          </SettledSelect>
        )}
        {rights.canRemove && (
          <Button aria-label={words.removeLabel(name)} onClick={() => onAsk("remove")}>{words.remove}</Button>
        )}
        {rights.canHandOver && (
          <Button aria-label={words.handOverLabel(name)} onClick={() => onAsk("handOver")}>
            {words.handOver}
          </Button>
        )}
        {rights.isSelf && <Button onClick={() => onAsk("leave")}>{words.leave}</Button>}
      </div>
    </li>
  );
}
