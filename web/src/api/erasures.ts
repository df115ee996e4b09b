import { request } from "./request.ts";

/** What was found of a person, and is gone. */
export type ErasureCounts = Readonly<
  Record<
    | "leads"
    | "contacts"
    | "notes"
    | "messages"
    | "files"
    | "dossiers"
    | "analyses"
    | "history"
    | "imports"
    | "payouts",
    number
  >
>;

/** Erases a person from all leads, by address, by number, or both. There is no way back. */
export function erasePerson(email: string | null, phone: string | null, key: string): Promise<ErasureCounts> {
  return request("POST", "/api/v1/erasures", { body: { email, phone }, headers: { "idempotency-key": key } });
}
