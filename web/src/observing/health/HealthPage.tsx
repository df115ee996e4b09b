import { type ReactElement, useState } from "react";
import { type HealthRange, healthRanges, type HealthState, openHealth } from "../../api/health.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { usePolled } from "../../jobs/polling/usePolled.ts";
import { useWorkspaceEvents } from "../../realtime/useWorkspaceEvents.ts";
import { Choice } from "../../ui/Choice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { PanelBoundary } from "../../ui/PanelBoundary.tsx";
import { Panels } from "../../ui/Panels.tsx";
import { NodeFrame } from "../NodeFrame.tsx";
import { StaleLine } from "../StaleLine.tsx";
import { useWords } from "../words/useWords.ts";
import { FiringPanel } from "./FiringPanel.tsx";
import { MachinePanel } from "./MachinePanel.tsx";
import { MetricPanel } from "./MetricPanel.tsx";

const INTERVAL_MS = 5_000;

const looks: Readonly<Record<HealthState, string>> = {
  ok: "border-good/40 bg-good-soft text-good",
  warn: "border-warn/40 bg-warn-soft text-warn",
  failing: "border-bad/40 bg-bad-soft text-bad",
  unknown: "border-line bg-sunken text-ink",
};

/** One look says whether the node is well. */
export function HealthPage(): ReactElement {
  const words = useWords().health;
  const { formats } = useSpeech();
  const polled = usePolled(openHealth, INTERVAL_MS);
  useWorkspaceEvents("alert.changed", polled.reload);
  const [range, setRange] = useState<HealthRange>("24h");
  const now = Math.max(useNow(), polled.asOf ?? 0);
  return (
    <NodeFrame
      chosen="health"
      aside={
        <Choice
          label={words.range}
          value={range}
          onChange={setRange}
          options={healthRanges.map((value) => ({ value, label: words.ranges[value] }))}
        />
      }
    >
      <StaleLine polled={polled} />
      <div className={polled.value === null ? "panel" : ""}>
        <FetchedList fetched={{ ...polled, failure: polled.value === null ? polled.failure : null }} lines={5}>
          {(health) => (
            <div className="flex flex-col gap-4">
              <p
                data-testid="overall"
                data-state={health.status}
                className={`flex flex-wrap items-baseline justify-between gap-x-4 rounded-lg border px-4 py-3 ${
                  looks[health.status]
                }`}
              >
                <span className="text-base font-semibold">{words.overall[health.status]}</span>
                <span className="text-xs">{words.checked(formats.ago(health.checkedAt, now))}</span>
              </p>
              <PanelBoundary name="firing">
                <FiringPanel alerts={health.alerts} />
              </PanelBoundary>
              <Panels className="grid gap-4 *:min-w-0 md:grid-cols-2">
                {health.metrics.map((metric) => <MetricPanel key={metric.name} metric={metric} range={range} />)}
                <MachinePanel health={health} />
              </Panels>
            </div>
          )}
        </FetchedList>
      </div>
    </NodeFrame>
  );
}
