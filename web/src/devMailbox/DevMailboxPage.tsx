import { type ReactElement, useEffect, useState } from "react";
import { type KeptMail, listMails } from "../api/devMailbox.ts";
import { useNow } from "../app/useNow.ts";
import { useTitle } from "../app/useTitle.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useWords } from "../settings/words/useWords.ts";
import { EmptyNote } from "../ui/EmptyNote.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { MailView } from "./MailView.tsx";

/** A mail shows soon after it was sent, without asking the node all the time. */
const LOOK_AGAIN_MS = 3_000;

/** The mails that a node of the local profile keeps to itself. */
export default function DevMailboxPage(): ReactElement {
  const words = useWords().mailbox;
  const fetched = useFetched(listMails);
  const [chosen, setChosen] = useState<string | null>(null);
  useTitle(words.title);
  const { reload } = fetched;
  const isThere = fetched.failure?.status !== 404;
  useEffect(() => {
    if (!isThere) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void reload();
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [reload, isThere]);

  if (!isThere) {
    return (
      <PageMessage title={words.title}>
        <p>{words.none}</p>
      </PageMessage>
    );
  }
  return (
    <div className="mx-auto max-w-5xl px-4 py-6">
      <h1 tabIndex={-1} className="text-xl font-semibold">{words.title}</h1>
      <p className="mt-1 mb-4 text-muted">{words.intro}</p>
      <div className="grid items-start gap-4 md:grid-cols-[20rem_minmax(0,1fr)]">
        <div className={`panel overflow-hidden ${chosen === null ? "" : "max-md:hidden"}`}>
          <FetchedList fetched={fetched}>
            {(mails) =>
              mails.length === 0
                ? <EmptyNote title={words.emptyTitle} text={words.emptyText} />
                : (
                  <ul aria-label={words.list} className="divide-y divide-line">
                    {mails.map((mail) => (
                      <MailRow key={mail.id} mail={mail} isChosen={mail.id === chosen} onChoose={setChosen} />
                    ))}
                  </ul>
                )}
          </FetchedList>
        </div>
        {chosen === null
          ? <p className="panel px-4 py-10 text-center text-muted max-md:hidden">{words.choose}</p>
          : <MailView key={chosen} id={chosen} onBack={() => setChosen(null)} />}
      </div>
    </div>
  );
}

function MailRow(
  { mail, isChosen, onChoose }: {
    readonly mail: KeptMail;
    readonly isChosen: boolean;
    readonly onChoose: (id: string) => void;
  },
): ReactElement {
  const words = useWords().mailbox;
  const { formats } = useSpeech();
  const now = useNow();
  return (
    <li>
      <button
        type="button"
        aria-current={isChosen ? "true" : undefined}
        onClick={() => onChoose(mail.id)}
        data-testid="mail-row"
        className="block w-full px-4 py-2.5 text-left -outline-offset-2 hover:bg-sunken aria-[current=true]:bg-sunken"
      >
        <span className="flex items-baseline justify-between gap-2">
          <span className="min-w-0 truncate font-medium">{mail.subject}</span>
          <span className="text-xs whitespace-nowrap text-muted">{formats.ago(mail.date, now)}</span>
        </span>
        <span className="block truncate text-xs text-muted">{words.to(mail.to.join(", "))}</span>
      </button>
    </li>
  );
}
