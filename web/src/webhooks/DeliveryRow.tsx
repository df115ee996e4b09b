import { type ReactElement, useCallback, useState } from "react";
import { type Delivery, type DeliveryState, openDelivery } from "../api/webhooks.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { useWords } from "./words/useWords.ts";

const looks: Readonly<Record<DeliveryState, string>> = {
  waiting: "bg-warn-soft text-warn",
  delivered: "bg-good-soft text-good",
  failed: "bg-bad-soft text-bad",
};

interface DeliveryRowProps {
  readonly webhookId: string;
  readonly delivery: Delivery;
  readonly onAgain: () => void;
}

/** One event on its way: a line, and behind it every attempt, what was sent and what was answered. */
export function DeliveryRow({ webhookId, delivery, onAgain }: DeliveryRowProps): ReactElement {
  const words = useWords().deliveries;
  const { formats } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  const last = delivery.attempts.at(-1);
  return (
    <li data-testid="delivery" data-state={delivery.state}>
      <div className="flex items-center gap-2 pr-3">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-left -outline-offset-2 hover:bg-sunken"
        >
          <span aria-hidden="true" className={`text-muted transition-transform ${isOpen ? "rotate-90" : ""}`}>›</span>
          <span className={`rounded-full px-2 py-0.5 text-xs font-medium ${looks[delivery.state]}`}>
            {words.stateNames[delivery.state]}
          </span>
          <code className="font-mono text-xs break-all">{delivery.type}</code>
          <span className="text-xs text-muted">
            {formats.dateTime(delivery.createdAt)}
            {last !== undefined && ` · ${last.status === null ? words.noAnswer : words.answered(last.status)}`}
            {delivery.attempts.length > 1 && ` · ${words.attempts(formats.number(delivery.attempts.length))}`}
          </span>
        </button>
        {delivery.state !== "waiting" && (
          <Button aria-label={words.againLabel(delivery.type)} onClick={onAgain}>{words.again}</Button>
        )}
      </div>
      {isOpen && (
        // Asked for again with each attempt.
        <DeliveryDetails
          key={`${delivery.state} ${delivery.attempts.length}`}
          webhookId={webhookId}
          delivery={delivery}
        />
      )}
    </li>
  );
}

function DeliveryDetails({ webhookId, delivery }: Omit<DeliveryRowProps, "onAgain">): ReactElement {
  const words = useWords().deliveries;
  const { formats } = useSpeech();
  const { id, attempts, nextAt } = delivery;
  const fetch = useCallback((signal: AbortSignal) => openDelivery(webhookId, id, signal), [webhookId, id]);
  const fetched = useFetched(fetch);
  return (
    <div className="flex flex-col gap-2 bg-sunken/50 px-3 py-2 md:pl-8" role="group" aria-label={words.details}>
      {nextAt !== null && <p className="text-xs text-muted">{words.next(formats.dateTime(nextAt))}</p>}
      {attempts.length === 0
        ? <p className="text-xs text-muted">{words.notTried}</p>
        : (
          <ol className="flex flex-col gap-0.5 text-xs">
            {attempts.map((attempt) => (
              <li key={attempt.at} className="flex flex-wrap gap-x-3">
                <time dateTime={attempt.at} className="text-muted">{formats.dateTime(attempt.at)}</time>
                <span>{attempt.status === null ? words.noAnswer : words.answered(attempt.status)}</span>
                <span className="text-muted">{words.took(formats.number(attempt.durationMs))}</span>
                {attempt.error !== null && (
                  <span className="text-bad wrap-anywhere">{words.errors[attempt.error] ?? attempt.error}</span>
                )}
              </li>
            ))}
          </ol>
        )}
      <FetchedList fetched={fetched} lines={1}>
        {(whole) => (
          <>
            <Told title={words.sent} text={readable(whole.request.body)} />
            <Told title={words.answer} text={whole.response ?? ""} />
          </>
        )}
      </FetchedList>
    </div>
  );
}

function Told({ title, text }: { readonly title: string; readonly text: string }): ReactElement | null {
  if (text === "") return null;
  return (
    <details>
      <summary className="text-xs font-medium">{title}</summary>
      <pre
        dir="ltr"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is scrolled by keys too
        tabIndex={0}
        className="mt-1 max-h-64 overflow-auto rounded-lg border border-line bg-surface p-2 font-mono text-xs wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </pre>
    </details>
  );
}

/** The envelope as people read it. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
