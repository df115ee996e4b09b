import { type ReactElement, useCallback } from "react";
import type { Session } from "../api/Session.ts";
import { acceptInvitation, type InvitationPreview, previewInvitation } from "../api/signIn.ts";
import { navigate } from "../app/navigation.ts";
import { leadsPath, signInPath } from "../app/Route.ts";
import { useFragmentToken } from "../app/useFragmentToken.ts";
import { useTitle } from "../app/useTitle.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button, buttonClass } from "../ui/Button.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { Link } from "../ui/Link.tsx";
import { Notice } from "../ui/Notice.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { useAct } from "../ui/useAct.ts";
import { useFetched } from "../ui/useFetched.ts";
import { useWords } from "../signIn/words/useWords.ts";

/** Where the link of an invitation leads. `session` is who is signed in, if anyone is. */
export default function InvitationPage({ session }: { readonly session: Session | null }): ReactElement {
  const token = useFragmentToken();
  return token === null ? <UnusableInvitation /> : <Invitation token={token} session={session} />;
}

function Invitation({ token, session }: { readonly token: string; readonly session: Session | null }): ReactElement {
  const { messages } = useSpeech();
  const fetch = useCallback((signal: AbortSignal) => previewInvitation(token, signal), [token]);
  const { value, failure, reload } = useFetched(fetch);
  if (failure !== null && failure.isUncertain) {
    return (
      <PageMessage title={messages.failure.title}>
        <FailureNotice failure={failure}>
          <Button onClick={reload}>{messages.failure.retry}</Button>
        </FailureNotice>
      </PageMessage>
    );
  }
  if (failure !== null) return <UnusableInvitation />;
  if (value === null) return <InvitationSkeleton />;
  return <OpenInvitation token={token} invitation={value} session={session} />;
}

function OpenInvitation(
  { token, invitation, session }: {
    readonly token: string;
    readonly invitation: InvitationPreview;
    readonly session: Session | null;
  },
): ReactElement {
  const { messages, formats } = useSpeech();
  const words = useWords().invitation;
  const act = useAct();
  const title = words.title(invitation.workspace);
  useTitle(title);
  const role = messages.roles[invitation.role];
  const present = session?.user.email ?? invitation.email;
  const accept = () =>
    act.run(async () => {
      await acceptInvitation(token);
      navigate(leadsPath(), true);
    });
  return (
    <PageMessage title={title}>
      <p>{invitation.invitedBy === null ? words.textWithout(role) : words.text(invitation.invitedBy, role)}</p>
      <dl className="panel grid w-full grid-cols-[auto_1fr] gap-x-4 gap-y-1 px-4 py-3">
        <dt className="text-muted">{words.address}</dt>
        <dd className="min-w-0 break-words">{invitation.email}</dd>
        <dt className="text-muted">{words.expires}</dt>
        <dd>{formats.dateTime(invitation.expiresAt)}</dd>
      </dl>
      {present.toLowerCase() !== invitation.email.toLowerCase() && (
        <Notice look="warn">{words.otherPerson(present, invitation.email)}</Notice>
      )}
      <Button look="primary" aria-disabled={act.isBusy} onClick={accept}>
        {act.isBusy ? words.accepting : words.accept}
      </Button>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
    </PageMessage>
  );
}

function UnusableInvitation(): ReactElement {
  const { invitation, signIn } = useWords();
  useTitle(invitation.gone);
  return (
    <PageMessage title={invitation.gone}>
      <p>{invitation.goneText}</p>
      <Link to={signInPath} className={buttonClass("plain")}>{signIn.title}</Link>
    </PageMessage>
  );
}

function InvitationSkeleton(): ReactElement {
  const words = useWords().invitation;
  return (
    <div role="status" aria-label={words.loading} className="mx-auto flex max-w-lg flex-col gap-3 px-4 py-16">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="h-4 w-72" />
      <Skeleton className="h-20 w-full" />
    </div>
  );
}
