import type { ReactElement } from "react";
import type { Alert } from "../../api/alerts.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { between, durationText } from "../../jobs/durationText.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Badge } from "../../ui/Badge.tsx";
import { useWords } from "../words/useWords.ts";
import { headline } from "./headline.ts";
import { AlertStateBadge, SeverityBadge } from "./AlertBadges.tsx";

interface AlertRowProps {
  readonly alert: Alert;
  readonly now: number;
  readonly canManage: boolean;
  readonly onSilence: () => void;
  readonly onUnsilence: () => void;
}

/** One alert: what is the matter, since when, why probably, and what to run. */
export function AlertRow({ alert, now, canManage, onSilence, onUnsilence }: AlertRowProps): ReactElement {
  const words = useWords().alerts;
  const { formats, language, messages } = useSpeech();
  const { state, resolvedAt = null, silencedUntil = null } = alert;
  const rule = words.rules[alert.rule] ?? alert.rule;
  const isSilent = silencedUntil !== null && Date.parse(silencedUntil) > now;
  const lasted = between(alert.startedAt, resolvedAt);
  return (
    <li data-testid="alert" data-rule={alert.rule} className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <AlertStateBadge state={state} />
            {state !== "resolved" && <SeverityBadge severity={alert.severity} />}
            {isSilent && <Badge>{words.silenced(formats.dateTime(silencedUntil))}</Badge>}
          </p>
          <p className="font-medium wrap-anywhere">{headline(alert, words, formats)}</p>
          <p className="text-xs text-muted">
            <time dateTime={alert.startedAt} title={formats.dateTime(alert.startedAt)}>
              {words.began(formats.ago(alert.startedAt, now))}
            </time>
            {lasted !== null && ` · ${words.lasted(durationText(lasted, language))}`}
          </p>
        </div>
        {canManage && state !== "resolved" && (
          isSilent
            ? <Button aria-label={words.unsilenceLabel(rule)} onClick={onUnsilence}>{words.unsilence}</Button>
            : <Button aria-label={words.silenceLabel(rule)} onClick={onSilence}>{words.silence}</Button>
        )}
      </div>
      {state !== "resolved" && (
        <dl className="grid gap-x-4 gap-y-2 md:grid-cols-2">
          <div className="min-w-0">
            <dt className="text-xs text-muted">{words.cause}</dt>
            <dd className="wrap-anywhere">{words.causes[alert.rule] ?? alert.cause}</dd>
          </div>
          {alert.command !== "" && (
            <div className="min-w-0">
              <dt className="mb-1 text-xs text-muted">{words.command}</dt>
              <dd className="flex items-start gap-2">
                <code className="min-h-9 min-w-0 flex-1 rounded-lg border border-line bg-sunken px-2.5 py-2 font-mono text-xs wrap-anywhere select-all">
                  {alert.command}
                </code>
                <CopyButton text={alert.command} label={messages.shell.copyOf(alert.command)} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </li>
  );
}
