import type { ReactElement } from "react";
import { type Alert, severities } from "../../api/alerts.ts";
import { alertsPath } from "../../app/Route.ts";
import { useNow } from "../../app/useNow.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Link } from "../../ui/Link.tsx";
import { Section } from "../../ui/Section.tsx";
import { SeverityBadge } from "../alerts/AlertBadges.tsx";
import { headline } from "../alerts/headline.ts";
import { useWords } from "../words/useWords.ts";

/** What is the matter right now. */
export function FiringPanel({ alerts }: { readonly alerts: readonly Alert[] }): ReactElement {
  const all = useWords();
  const words = all.health;
  const { formats } = useSpeech();
  const now = useNow();
  return (
    <Section
      title={words.firing}
      aside={<Link to={alertsPath} className="text-accent underline underline-offset-2">{words.allAlerts}</Link>}
    >
      {alerts.length === 0
        ? <p className="px-4 py-3 text-muted">{words.noneFiring}</p>
        : (
          <ul className="divide-y divide-line" data-testid="firing">
            {alerts.toSorted(bySeverity).map((alert) => (
              <li key={alert.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5">
                <SeverityBadge severity={alert.severity} />
                <span className="min-w-0 flex-1 basis-60 font-medium">{headline(alert, all.alerts, formats)}</span>
                <span className="text-xs text-muted">{all.alerts.began(formats.ago(alert.startedAt, now))}</span>
              </li>
            ))}
          </ul>
        )}
    </Section>
  );
}

/** The worst first. */
function bySeverity(one: Alert, other: Alert): number {
  return severities.indexOf(other.severity) - severities.indexOf(one.severity);
}
