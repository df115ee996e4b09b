import { type ReactElement, useState } from "react";
import { endOtherSessions, endSession, listSessions, type SignedInDevice } from "../../api/sessions.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Dotted } from "../../ui/Dotted.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { deviceOf } from "./device.ts";

/** Every sign-in of this person, to look through and to end. */
export default function SessionsSection(): ReactElement {
  const words = useWords().sessions;
  const fetched = useFetched(listSessions);
  const act = useAct();
  const [isAsking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const others = fetched.value?.filter((session) => !session.current) ?? [];
  const end = (session: SignedInDevice) =>
    act.run(async () => {
      await endSession(session.id);
      setSaid(words.ended);
      await fetched.reload();
    });
  return (
    <>
      <p className="text-muted">{words.intro}</p>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <Section
        title={words.list}
        aside={others.length > 0 && <Button onClick={() => setAsking(true)}>{words.endOthers}</Button>}
      >
        <FetchedList fetched={fetched}>
          {(sessions) => (
            <ul className="divide-y divide-line">
              {sessions.toSorted((one, other) => Number(other.current) - Number(one.current)).map((session) => (
                <SessionRow
                  key={session.id}
                  session={session}
                  onEnd={() => end(session)}
                />
              ))}
              {others.length === 0 && <li className="px-4 py-3 text-muted">{words.none}</li>}
            </ul>
          )}
        </FetchedList>
      </Section>
      {isAsking && (
        <ConfirmDialog
          title={words.endOthersTitle}
          text={words.endOthersText}
          verb={words.endOthers}
          onConfirm={async () => {
            await endOtherSessions();
            setSaid(words.ended);
            await fetched.reload();
          }}
          onClose={() => setAsking(false)}
        />
      )}
      <LiveRegion text={said} />
    </>
  );
}

function SessionRow(
  { session, onEnd }: { readonly session: SignedInDevice; readonly onEnd: () => void },
): ReactElement {
  const words = useWords().sessions;
  const { formats } = useSpeech();
  const now = useNow();
  const device = deviceOf(session.userAgent);
  const name = device === null
    ? words.unknown
    : device.system === null
    ? device.browser
    : words.on(device.browser, device.system);
  return (
    <li className="flex items-center gap-3 px-4 py-3" data-testid="session-row">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span title={session.userAgent ?? undefined}>{name}</span>
          {session.current && <Badge look="accent">{words.current}</Badge>}
        </p>
        <Dotted>
          <span>{words.lastUsed(formats.ago(session.lastUsedAt, now))}</span>
          <span>{words.signedIn(formats.ago(session.createdAt, now))}</span>
          {session.remoteAddress !== null && <span>{session.remoteAddress}</span>}
          {session.workspace !== null && <span>{session.workspace.name}</span>}
        </Dotted>
      </div>
      {!session.current && <Button aria-label={words.endLabel(name)} onClick={onEnd}>{words.end}</Button>}
    </li>
  );
}
