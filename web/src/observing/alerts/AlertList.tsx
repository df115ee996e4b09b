import { type ReactElement, useCallback, useState } from "react";
import { type Alert, type AlertPage, type AlertState, alertStates, endSilence, listAlerts } from "../../api/alerts.ts";
import { useNow } from "../../app/useNow.ts";
import { useWorkspaceEvents } from "../../realtime/useWorkspaceEvents.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { EmptyNote } from "../../ui/EmptyNote.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { LiveRegion } from "../../ui/LiveRegion.tsx";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { useAct } from "../../ui/useAct.ts";
import { usePages } from "../../ui/usePages.ts";
import { useRenewal } from "../../ui/useRenewal.ts";
import { useWords } from "../words/useWords.ts";
import { AlertRow } from "./AlertRow.tsx";
import { SilenceDialog } from "./SilenceDialog.tsx";

/** An event tells of each change at once; this is for what nobody tells, such as the end of a silence. */
const INTERVAL_MS = 30_000;

/** What is the matter, and what was. */
export function AlertList({ canManage }: { readonly canManage: boolean }): ReactElement {
  const all = useWords();
  const words = all.alerts;
  const [state, setState] = useState<AlertState | "any">("any");
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) => listAlerts(state === "any" ? null : state, cursor, signal),
    [state],
  );
  const pages = usePages<Alert, AlertPage>(fetch);
  const { reload } = pages;
  useRenewal(reload, INTERVAL_MS);
  useWorkspaceEvents("alert.changed", reload);
  const act = useAct();
  const [doomed, setDoomed] = useState<Alert | null>(null);
  const [said, setSaid] = useState("");
  const now = useNow();
  const unsilence = (alert: Alert) =>
    void act.run(async () => {
      await endSilence(alert.rule);
      setSaid(words.unsilencedNow);
      await reload();
    });
  return (
    <div className="flex flex-col gap-3">
      <LiveRegion text={said} />
      <div className="max-w-full overflow-x-auto">
        <Choice
          label={words.state}
          value={state}
          onChange={setState}
          options={[
            { value: "any", label: words.any },
            ...alertStates.map((value) => ({ value, label: words.states[value] })),
          ]}
        />
      </div>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <div className="panel">
        <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload }} lines={4}>
          {() =>
            pages.items.length === 0
              ? (
                state === "any"
                  ? <EmptyNote title={words.emptyTitle} text={words.emptyText} />
                  : (
                    <EmptyNote title={words.noneTitle} text={words.noneText}>
                      <Button className="mt-2" onClick={() => setState("any")}>{words.any}</Button>
                    </EmptyNote>
                  )
              )
              : (
                <ul className="divide-y divide-line" data-testid="alerts">
                  {pages.items.map((alert) => (
                    <AlertRow
                      key={alert.id}
                      alert={alert}
                      now={now}
                      canManage={canManage}
                      onSilence={() => setDoomed(alert)}
                      onUnsilence={() => unsilence(alert)}
                    />
                  ))}
                </ul>
              )}
        </FetchedList>
        <MoreButton pages={pages} />
      </div>
      {doomed !== null && (
        <SilenceDialog
          rule={doomed.rule}
          onDone={async () => {
            setSaid(words.silencedNow);
            await reload();
          }}
          onClose={() => setDoomed(null)}
        />
      )}
    </div>
  );
}
