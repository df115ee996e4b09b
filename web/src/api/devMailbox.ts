import { openRequest } from "./request.ts";

/** A mail that the node kept in place of sending it. */
export interface KeptMail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly date: string;
}

export interface OpenedMail extends KeptMail {
  readonly from: string;
  readonly text: string;
}

export async function listMails(signal: AbortSignal): Promise<readonly KeptMail[]> {
  return (await openRequest<{ items: readonly KeptMail[] }>("GET", "/api/v1/dev/mailbox", { signal })).items;
}

export function openMail(id: string, signal: AbortSignal): Promise<OpenedMail> {
  return openRequest<OpenedMail>("GET", `/api/v1/dev/mailbox/${encodeURIComponent(id)}`, { signal });
}
