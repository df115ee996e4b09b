import { type ReactElement, useState } from "react";
import { type MailTest, type NodeMail, openNodeMail, testNodeMail } from "../api/nodeMail.ts";
import { devMailboxPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { Button } from "../ui/Button.tsx";
import { Command } from "../ui/Command.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { Link } from "../ui/Link.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useAct } from "../ui/useAct.ts";
import { useFetched } from "../ui/useFetched.ts";
import { MailSteps } from "./MailSteps.tsx";
import { useWords } from "./words/useWords.ts";

const SETTINGS = "SMTP_URL=smtps://user:password@mail.example.com:465\nMAIL_FROM=no-reply@example.com";

/** How the node sends mail, and one mail to try it. `onSent` hears when one was taken. */
export default function MailPanel({ onSent }: { readonly onSent?: () => void }): ReactElement {
  const words = useWords().mail;
  const { permissions } = useSession();
  const fetched = useFetched(openNodeMail);
  const act = useAct();
  const [test, setTest] = useState<MailTest | null>(null);
  const send = () =>
    void act.run(async () => {
      setTest(null);
      const made = await testNodeMail();
      setTest(made);
      if (made.accepted) onSent?.();
    });
  return (
    <FetchedList fetched={fetched} lines={2}>
      {(mail) => (
        <div className="flex flex-col gap-3 px-4 py-3" data-testid="node-mail" data-way={mail.way}>
          <MailWay mail={mail} />
          {mail.failuresInARow > 0 && <Notice look="bad">{words.failing(mail.failuresInARow)}</Notice>}
          {act.failure !== null && <FailureNotice failure={act.failure} />}
          {permissions.includes("node.manage") && (
            <div>
              <Button look="primary" aria-disabled={act.isBusy} onClick={send}>
                {act.isBusy ? words.testing : words.test}
              </Button>
            </div>
          )}
          <div role="status" className="empty:hidden">{test !== null && <MailSteps test={test} />}</div>
        </div>
      )}
    </FetchedList>
  );
}

function MailWay({ mail }: { readonly mail: NodeMail }): ReactElement {
  const words = useWords().mail;
  if (mail.way === "devMailbox") {
    return (
      <Notice look="warn" title={words.unset}>
        <p>{words.unsetText}</p>
        <div className="mt-2 whitespace-pre-wrap wrap-anywhere">
          <Command text={SETTINGS} />
        </div>
        <Link to={devMailboxPath} className="mt-2 inline-block text-accent underline underline-offset-2">
          {words.mailbox}
        </Link>
      </Notice>
    );
  }
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1.5">
      <dt className="text-muted">{words.server}</dt>
      <dd className="min-w-0 wrap-anywhere">{mail.server}</dd>
      <dt className="text-muted">{words.safety}</dt>
      <dd className="min-w-0">{words.securities[mail.security ?? "none"]}</dd>
      <dt className="text-muted">{words.from}</dt>
      <dd className="min-w-0 wrap-anywhere">{mail.from}</dd>
    </dl>
  );
}
