import { type ReactElement, useCallback, useState } from "react";
import {
  changeError,
  deleteError,
  type ErrorChange,
  type ErrorEventSummary,
  openError,
  type WholeError,
} from "../../api/errors.ts";
import { navigate } from "../../app/navigation.ts";
import { errorsPath } from "../../app/Route.ts";
import { useTitle } from "../../app/useTitle.ts";
import { buttonClass } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { isStale } from "../../ui/isStale.ts";
import { Link } from "../../ui/Link.tsx";
import { Panels } from "../../ui/Panels.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useWords } from "../words/useWords.ts";
import { ErrorHead } from "./ErrorHead.tsx";
import { EventPanels } from "./EventPanels.tsx";
import { OlderEvent } from "./OlderEvent.tsx";
import { EventsSection } from "./EventsSection.tsx";
import { GroupFacts } from "./GroupFacts.tsx";

/** Errors that are the same one: what is known of them, the latest event, and those before. */
export function ErrorGroupPage({ id, canManage }: { readonly id: string; readonly canManage: boolean }): ReactElement {
  const words = useWords();
  const fetched = useFetched(useCallback((signal: AbortSignal) => openError(id, signal), [id]));
  const { value: error, reload, replace } = fetched;
  const act = useAct();
  const [said, setSaid] = useState("");
  const [chosen, setChosen] = useState<ErrorEventSummary | null>(null);
  const [isDoomed, setDoomed] = useState(false);
  useTitle(error === null ? words.title : `${error.title} · ${words.title}`);
  const change = (whole: WholeError, wanted: ErrorChange) =>
    act.run(async () => {
      setSaid("");
      try {
        replace({ ...whole, ...await changeError(whole, wanted) });
        setSaid(wanted.state === undefined ? words.group.done.assigned : words.group.done[wanted.state]);
      } catch (failure) {
        if (isStale(failure)) await reload();
        throw failure;
      }
    });
  return (
    <div className="mx-auto max-w-6xl px-4 py-4 md:py-6">
      <p className="mb-1">
        <Link to={errorsPath()} className={`${buttonClass("quiet")} -ml-3`}>
          <span aria-hidden="true">‹</span> {words.group.back}
        </Link>
      </p>
      <div className={error === null ? "panel" : ""}>
        <FetchedList fetched={fetched} lines={6}>
          {(whole) => {
            const latest = whole.latest ?? null;
            return (
              <div className="flex flex-col gap-4" data-testid="error-page">
                <ErrorHead
                  group={whole}
                  canManage={canManage}
                  isBusy={act.isBusy}
                  onChange={(wanted) => change(whole, wanted)}
                  onDelete={() => setDoomed(true)}
                />
                <p role="status" className="text-good empty:hidden" data-testid="said">{said}</p>
                {act.failure !== null && <FailureNotice failure={act.failure} />}
                <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
                  {chosen === null
                    ? <EventPanels event={latest} isLatest />
                    : <OlderEvent key={chosen.eventId} summary={chosen} />}
                  <Panels className="flex min-w-0 flex-col gap-4">
                    <GroupFacts group={whole} />
                    <EventsSection
                      id={id}
                      chosenId={(chosen ?? latest)?.eventId ?? null}
                      onChoose={(wanted) => {
                        setChosen(wanted.eventId === latest?.eventId ? null : wanted);
                        scrollTo({ top: 0 });
                      }}
                    />
                  </Panels>
                </div>
                {isDoomed && (
                  <ConfirmDialog
                    title={words.group.removeTitle}
                    text={words.group.removeText}
                    verb={words.group.remove}
                    onConfirm={async () => {
                      await deleteError(whole);
                      navigate(errorsPath(), true);
                    }}
                    onClose={() => setDoomed(false)}
                  />
                )}
              </div>
            );
          }}
        </FetchedList>
      </div>
    </div>
  );
}
