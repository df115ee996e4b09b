import { basedOn } from "./leadChanges.ts";
import { request } from "./request.ts";

/** An address that is told of events. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  /** Types of events; `lead.*` is all that begin so. */
  readonly types: readonly string[];
  /** Null for every project. */
  readonly projectId: string | null;
  readonly description: string | null;
  readonly enabled: boolean;
  /** Why it is off: a person switched it off, or the node for what it met. */
  readonly disabledReason: "person" | "gone" | "failing" | "overflow" | null;
  /** Since when nothing arrives. */
  readonly failingSince: string | null;
  /** The end of the secret, to tell one from another. */
  readonly secretHint: string;
  /** Until when the secret before signs too. */
  readonly oldSecretUntil: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The one answer that holds the secret. */
export interface NewWebhookSecret extends Webhook {
  readonly secret: string;
}

export type WebhookFields = Pick<Webhook, "url" | "types" | "projectId" | "description" | "enabled">;

export type DeliveryState = "waiting" | "delivered" | "failed";

export const deliveryStates: readonly DeliveryState[] = ["waiting", "delivered", "failed"];

export interface DeliveryAttempt {
  readonly at: string;
  /** Null where no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
  readonly error: string | null;
}

/** One event on its way to an address. */
export interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly state: DeliveryState;
  readonly attempts: readonly DeliveryAttempt[];
  /** When it is tried next. */
  readonly nextAt: string | null;
  readonly createdAt: string;
}

export interface WholeDelivery extends Delivery {
  readonly request: { readonly url: string; readonly body: string };
  /** The beginning of what was answered last; null where nothing was. */
  readonly response: string | null;
}

export interface DeliveryPage {
  readonly items: readonly Delivery[];
  readonly next: string | null;
}

const base = "/api/v1/webhooks";

function path(id: string, rest = ""): string {
  return `${base}/${encodeURIComponent(id)}${rest}`;
}

export async function listWebhooks(signal: AbortSignal): Promise<readonly Webhook[]> {
  return (await request<{ items: readonly Webhook[] }>("GET", base, { signal })).items;
}

export function createWebhook(fields: WebhookFields, key: string): Promise<NewWebhookSecret> {
  return request("POST", base, { body: fields, headers: { "idempotency-key": key } });
}

export function changeWebhook(id: string, version: number, change: Partial<WebhookFields>): Promise<Webhook> {
  return request("PATCH", path(id), { body: change, headers: basedOn(version) });
}

export async function deleteWebhook({ id, version }: Webhook): Promise<void> {
  await request("DELETE", path(id), { headers: basedOn(version) });
}

/** A new secret; what the node sends is signed with both for a while. */
export function rotateSecret(id: string, key: string): Promise<NewWebhookSecret> {
  return request("POST", path(id, "/secret"), { headers: { "idempotency-key": key } });
}

/** Sends an event of no meaning, to see whether it arrives. */
export function testWebhook(id: string, key: string): Promise<Delivery> {
  return request("POST", path(id, "/test"), { headers: { "idempotency-key": key } });
}

export function listDeliveries(
  webhookId: string,
  state: DeliveryState | null,
  cursor: string | null,
  signal: AbortSignal,
): Promise<DeliveryPage> {
  const query = new URLSearchParams({ limit: "25" });
  if (state !== null) query.set("state", state);
  if (cursor !== null) query.set("cursor", cursor);
  return request("GET", path(webhookId, `/deliveries?${query}`), { signal });
}

export function openDelivery(webhookId: string, id: string, signal: AbortSignal): Promise<WholeDelivery> {
  return request("GET", path(webhookId, `/deliveries/${encodeURIComponent(id)}`), { signal });
}

export function redeliver(webhookId: string, id: string, key: string): Promise<Delivery> {
  return request("POST", path(webhookId, `/deliveries/${encodeURIComponent(id)}/redelivery`), {
    headers: { "idempotency-key": key },
  });
}
