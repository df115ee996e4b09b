import type { Language } from "../i18n/Language.ts";
import { basedOn } from "./leadChanges.ts";
import { request } from "./request.ts";

export const formFieldNames = ["company", "contactName", "email", "phone", "website", "notes"] as const;

export type FormFieldName = typeof formFieldNames[number];

export interface FormField {
  readonly name: FormFieldName;
  readonly required: boolean;
}

/** A public form by which visitors of web sites become leads. */
export interface LeadForm {
  readonly id: string;
  readonly key: string;
  /** Where it is, below the node's address. */
  readonly path: string;
  readonly name: string;
  readonly projectId: string;
  readonly origins: readonly string[];
  readonly language: Language;
  readonly fields: readonly FormField[];
  readonly thanks: string | null;
  readonly enabled: boolean;
  readonly perMinute: number;
  readonly received: number;
  readonly refusedAsSpam: number;
  readonly version: number;
}

export type LeadFormFields = Pick<
  LeadForm,
  "name" | "projectId" | "origins" | "language" | "fields" | "thanks" | "enabled" | "perMinute"
>;

function path(id: string): string {
  return `/api/v1/forms/${encodeURIComponent(id)}`;
}

export async function listForms(signal: AbortSignal): Promise<readonly LeadForm[]> {
  return (await request<{ items: readonly LeadForm[] }>("GET", "/api/v1/forms", { signal })).items;
}

export function createForm(fields: LeadFormFields, key: string): Promise<LeadForm> {
  return request("POST", "/api/v1/forms", { body: fields, headers: { "idempotency-key": key } });
}

export function changeForm({ id, version }: LeadForm, change: Partial<LeadFormFields>): Promise<LeadForm> {
  return request("PATCH", path(id), { body: change, headers: basedOn(version) });
}

export async function deleteForm({ id, version }: LeadForm): Promise<void> {
  await request("DELETE", path(id), { headers: basedOn(version) });
}
