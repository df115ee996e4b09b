import { type ReactElement, useState } from "react";
import { changeRole, handOver, listMembers, type Member, removeMember } from "../../api/members.ts";
import type { Role } from "../../api/Role.ts";
import type { Session } from "../../api/Session.ts";
import { reloadSession } from "../../api/sessions.ts";
import { access } from "../../access/access.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { InvitationsSection } from "./InvitationsSection.tsx";
import { MemberRow } from "./MemberRow.tsx";
import { memberRights, membersInOrder } from "./memberRights.ts";

type Question = { readonly what: "remove" | "leave" | "handOver"; readonly member: Member };

/** Who belongs to the workspace, as what, and who is invited. */
export default function MembersSection({ session }: { readonly session: Session }): ReactElement {
  const { messages, language } = useSpeech();
  const words = useWords().members;
  const fetched = useFetched(listMembers);
  const act = useAct();
  const [question, setQuestion] = useState<Question | null>(null);
  const [said, setSaid] = useState("");

  const onRole = (member: Member, role: Role) =>
    act.run(async () => {
      await changeRole(member.person.id, role);
      setSaid(words.roleChanged(member.person.name, messages.roles[role]));
      await fetched.reload();
    });
  const answer = async ({ what, member }: Question) => {
    const { id, name } = member.person;
    if (what === "handOver") {
      await handOver(id);
      setSaid(words.handedOver(name));
      await reloadSession();
    } else {
      await removeMember(id);
      // Whoever left goes on in another workspace, if there is one: the node says where.
      if (what === "leave") return access.check();
      setSaid(words.removed(name));
    }
    await fetched.reload();
  };
  return (
    <>
      {session.permissions.includes("members.manage") && <InvitationsSection session={session} />}
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <Section title={words.list}>
        <FetchedList fetched={fetched}>
          {(members) => (
            <ul className="divide-y divide-line">
              {membersInOrder(members, language).map((member) => (
                <MemberRow
                  key={member.person.id}
                  member={member}
                  rights={memberRights(session, member)}
                  onRole={(role) => onRole(member, role)}
                  onAsk={(what) => setQuestion({ what, member })}
                />
              ))}
            </ul>
          )}
        </FetchedList>
      </Section>
      {question !== null && (
        <MemberQuestion
          question={question}
          workspace={session.workspace.name}
          onConfirm={() => answer(question)}
          onClose={() => setQuestion(null)}
        />
      )}
      <LiveRegion text={said} />
    </>
  );
}

function MemberQuestion(
  { question: { what, member }, workspace, onConfirm, onClose }: {
    readonly question: Question;
    readonly workspace: string;
    readonly onConfirm: () => Promise<void>;
    readonly onClose: () => void;
  },
): ReactElement {
  const words = useWords().members;
  const { name } = member.person;
  const texts = {
    remove: [words.removeTitle(name), words.removeText, words.remove],
    leave: [words.leaveTitle(workspace), words.leaveText, words.leave],
    handOver: [words.handOverTitle(name), words.handOverText, words.handOver],
  } as const;
  const [title, text, verb] = texts[what];
  return <ConfirmDialog title={title} text={text} verb={verb} onConfirm={onConfirm} onClose={onClose} />;
}
