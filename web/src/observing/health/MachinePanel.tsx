import type { ReactElement, ReactNode } from "react";
import type { NodeHealth } from "../../api/health.ts";
import { queuesPath } from "../../app/Route.ts";
import { useSession } from "../../app/SessionContext.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { durationText } from "../../jobs/durationText.ts";
import { Link } from "../../ui/Link.tsx";
import { ProgressBar } from "../../ui/ProgressBar.tsx";
import { Section } from "../../ui/Section.tsx";
import { useWords } from "../words/useWords.ts";

/** What the node runs on: its disk, its version, since when. */
export function MachinePanel({ health }: { readonly health: NodeHealth }): ReactElement {
  const words = useWords().health;
  const { formats, language } = useSpeech();
  const { permissions } = useSession();
  const { disk } = health;
  const used = disk === null || disk === undefined || disk.totalBytes === 0
    ? null
    : Math.round(100 * (1 - disk.freeBytes / disk.totalBytes));
  return (
    <Section title={words.machine}>
      <dl className="flex flex-col gap-3 px-4 py-3">
        {disk !== null && disk !== undefined && used !== null && (
          <Fact name={words.free}>
            {words.freeOf(formats.size(disk.freeBytes), formats.size(disk.totalBytes))}
            <span className="mt-1.5 block">
              <ProgressBar label={words.free} value={used} text={formats.percent(used)} />
            </span>
          </Fact>
        )}
        <Fact name={words.uptime}>{durationText(health.uptimeSeconds * 1_000, language)}</Fact>
        <Fact name={words.version}>{health.version}</Fact>
      </dl>
      {permissions.includes("jobs.read") && (
        <p className="px-4 pb-3">
          <Link to={queuesPath} className="text-accent underline underline-offset-2">{words.queues}</Link>
        </p>
      )}
    </Section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
