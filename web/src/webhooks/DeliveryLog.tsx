import { type ReactElement, useCallback, useState } from "react";
import {
  type Delivery,
  type DeliveryPage,
  type DeliveryState,
  deliveryStates,
  listDeliveries,
  redeliver,
} from "../api/webhooks.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";
import { Button } from "../ui/Button.tsx";
import { Choice } from "../ui/Choice.tsx";
import { FailureNotice } from "../ui/FailureNotice.tsx";
import { FetchedList } from "../ui/FetchedList.tsx";
import { MoreButton } from "../ui/MoreButton.tsx";
import { useAct } from "../ui/useAct.ts";
import { usePages } from "../ui/usePages.ts";
import { DeliveryRow } from "./DeliveryRow.tsx";
import { useRenewal } from "./useRenewal.ts";
import { useWords } from "./words/useWords.ts";

interface DeliveryLogProps {
  readonly webhookId: string;
  /** After something was sent again: it may work now. */
  readonly onChanged: () => Promise<void>;
}

/** What was sent to an address, newest first, with each attempt and what was answered. */
export function DeliveryLog({ webhookId, onChanged }: DeliveryLogProps): ReactElement {
  const words = useWords().deliveries;
  const [state, setState] = useState<DeliveryState | "all">("all");
  const fetch = useCallback(
    (cursor: string | null, signal: AbortSignal) =>
      listDeliveries(webhookId, state === "all" ? null : state, cursor, signal),
    [webhookId, state],
  );
  const pages = usePages<Delivery, DeliveryPage>(fetch);
  const act = useAct();
  // What waits is soon something else.
  useRenewal(pages.reload, pages.items.some((delivery) => delivery.state === "waiting"));
  const again = (delivery: Delivery) =>
    void act.run(async () => {
      await redeliver(webhookId, delivery.id, newIdempotencyKey());
      await pages.reload();
      await onChanged();
    });
  return (
    <section aria-label={words.title} className="rounded-lg border border-line" data-testid="delivery-log">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-3 py-1.5">
        <Choice
          label={words.states}
          value={state}
          onChange={setState}
          options={[
            { value: "all", label: words.all },
            ...deliveryStates.map((value) => ({ value, label: words.stateNames[value] })),
          ]}
        />
        <Button look="quiet" onClick={() => void pages.reload()}>{words.renew}</Button>
      </div>
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      <FetchedList fetched={{ value: pages.first, failure: pages.failure, reload: pages.reload }}>
        {() =>
          pages.items.length === 0 ? <p className="px-3 py-6 text-center text-muted">{words.none}</p> : (
            <>
              <ul className="divide-y divide-line">
                {pages.items.map((delivery) => (
                  <DeliveryRow
                    key={delivery.id}
                    webhookId={webhookId}
                    delivery={delivery}
                    onAgain={() => again(delivery)}
                  />
                ))}
              </ul>
              <MoreButton pages={pages} />
            </>
          )}
      </FetchedList>
    </section>
  );
}
