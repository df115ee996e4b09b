import { type ReactElement, useState } from "react";
import { type Invitation, listInvitations, resendInvitation, revokeInvitation } from "../../api/members.ts";
import type { Session } from "../../api/Session.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { InviteForm } from "./InviteForm.tsx";

/** Inviting, and the invitations that nobody has accepted yet. */
export function InvitationsSection({ session }: { readonly session: Session }): ReactElement {
  const words = useWords().members;
  const fetched = useFetched(listInvitations);
  const act = useAct();
  const [doomed, setDoomed] = useState<Invitation | null>(null);
  const [said, setSaid] = useState("");
  const resend = (invitation: Invitation) =>
    act.run(async () => {
      await resendInvitation(invitation.id);
      setSaid(words.sent(invitation.email));
      await fetched.reload();
    });
  return (
    <>
      <Section title={words.invite}>
        <InviteForm
          own={session.role}
          onSent={(email) => {
            setSaid(words.sent(email));
            void fetched.reload();
          }}
        />
        <p role="status" className="px-4 pb-3 text-good empty:hidden">{said}</p>
      </Section>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <Section title={words.invitations}>
        <FetchedList fetched={fetched} lines={1}>
          {(invitations) => {
            const open = invitations.filter(({ state }) => state === "pending" || state === "expired");
            return open.length === 0
              ? <p className="px-4 py-3 text-muted">{words.noInvitations}</p>
              : (
                <ul className="divide-y divide-line">
                  {open.map((invitation) => (
                    <InvitationRow
                      key={invitation.id}
                      invitation={invitation}
                      onResend={() => resend(invitation)}
                      onRevoke={() => setDoomed(invitation)}
                    />
                  ))}
                </ul>
              );
          }}
        </FetchedList>
      </Section>
      {doomed !== null && (
        <ConfirmDialog
          title={words.revokeTitle(doomed.email)}
          text={words.revokeText}
          verb={words.revoke}
          onConfirm={async () => {
            await revokeInvitation(doomed.id);
            setSaid(words.revoked(doomed.email));
            await fetched.reload();
          }}
          onClose={() => setDoomed(null)}
        />
      )}
    </>
  );
}

function InvitationRow(
  { invitation, onResend, onRevoke }: {
    readonly invitation: Invitation;
    readonly onResend: () => void;
    readonly onRevoke: () => void;
  },
): ReactElement {
  const { messages, formats } = useSpeech();
  const words = useWords().members;
  const now = useNow();
  const { email, invitedBy } = invitation;
  const inviter = typeof invitedBy === "string" ? invitedBy : invitedBy?.name ?? null;
  const isExpired = invitation.state === "expired" || Date.parse(invitation.expiresAt) <= now;
  return (
    <li className="flex flex-col gap-2 px-4 py-3 lg:flex-row lg:items-center lg:gap-3" data-testid="invitation-row">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium break-all">{email}</span>
          <Badge>{messages.roles[invitation.role]}</Badge>
          {isExpired && <Badge look="warn">{words.expired}</Badge>}
        </p>
        <Dotted>
          <span>{formats.ago(invitation.createdAt, now)}</span>
          {inviter !== null && <span>{words.invitedBy(inviter)}</span>}
          {!isExpired && <span>{words.expires(formats.day(invitation.expiresAt))}</span>}
        </Dotted>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button aria-label={words.resendLabel(email)} onClick={onResend}>{words.resend}</Button>
        <Button aria-label={words.revokeLabel(email)} onClick={onRevoke}>{words.revoke}</Button>
      </div>
    </li>
  );
}
