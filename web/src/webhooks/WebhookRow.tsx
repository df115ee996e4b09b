import type { ReactElement } from "react";
import type { Webhook } from "../api/webhooks.ts";
import { useNow } from "../app/useNow.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Dotted } from "../ui/Dotted.tsx";
import { Menu } from "../ui/Menu.tsx";
import { Notice } from "../ui/Notice.tsx";
import { DeliveryLog } from "./DeliveryLog.tsx";
import { useWords } from "./words/useWords.ts";

export type WebhookAct = "edit" | "test" | "enable" | "disable" | "rotate" | "delete" | "log";

interface WebhookRowProps {
  readonly webhook: Webhook;
  readonly project: string | null;
  /** Null while the log is closed; another number asks for it again. */
  readonly shownLog: number | null;
  readonly onAct: (act: WebhookAct) => void;
  readonly onChanged: () => Promise<void>;
}

/** One address: what it is told, whether it arrives, and what was sent. */
export function WebhookRow({ webhook, project, shownLog, onAct, onChanged }: WebhookRowProps): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const now = useNow();
  const { url, enabled, disabledReason, failingSince } = webhook;
  return (
    <li data-testid="webhook" className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-2">
        <div className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-medium break-all">{url}</span>
            {!enabled && <Badge look="warn">{words.off}</Badge>}
            {enabled && failingSince !== null && (
              <Badge look="warn">{words.failingSince(formats.ago(failingSince, now))}</Badge>
            )}
          </p>
          <p className="flex flex-wrap gap-1">{webhook.types.map((type) => <Badge key={type}>{type}</Badge>)}</p>
          <Dotted>
            {webhook.description !== null && <span>{webhook.description}</span>}
            <span>{webhook.projectId === null ? words.everyProject : project ?? "…"}</span>
            <span>{words.secretHint(webhook.secretHint)}</span>
          </Dotted>
        </div>
        <span className="flex items-center gap-1">
          <Button aria-label={words.logLabel(url)} aria-expanded={shownLog !== null} onClick={() => onAct("log")}>
            {words.log}
          </Button>
          <Menu
            label={words.actions(url)}
            items={[
              { label: words.test, onChoose: () => onAct("test") },
              { label: words.edit, onChoose: () => onAct("edit") },
              enabled
                ? { label: words.switchOff, onChoose: () => onAct("disable") }
                : { label: words.switchOn, onChoose: () => onAct("enable") },
              { label: words.rotate, onChoose: () => onAct("rotate") },
              { label: words.delete, isDangerous: true, onChoose: () => onAct("delete") },
            ]}
          />
        </span>
      </div>
      {!enabled && disabledReason !== null && disabledReason !== "person" && (
        <div data-testid="disabled-notice">
          <Notice look="warn" title={words.disabledTitle}>
            <p className="wrap-anywhere">{words.disabledReasons[disabledReason]}</p>
            <Button className="mt-2" onClick={() => onAct("enable")}>{words.switchOn}</Button>
          </Notice>
        </div>
      )}
      {shownLog !== null && <DeliveryLog key={shownLog} webhookId={webhook.id} onChanged={onChanged} />}
    </li>
  );
}
