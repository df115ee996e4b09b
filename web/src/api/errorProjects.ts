import { basedOn } from "./leadChanges.ts";
import { request } from "./request.ts";

/** What sends its errors here by an address of its own. */
export interface ErrorProject {
  readonly id: string;
  readonly name: string;
  readonly dsn: string;
  readonly budgetPerMinute: number;
  /** Whether the addresses that errors came from are kept. */
  readonly keepsAddresses: boolean;
  /** Made by the team, or the node’s own, which is there by itself. */
  readonly kind: "service" | "node" | "page";
  readonly createdAt: string;
  readonly version: number;
}

export type ErrorProjectFields = Pick<ErrorProject, "name" | "budgetPerMinute" | "keepsAddresses">;

const base = "/api/v1/error-projects";

function path(id: string, rest = ""): string {
  return `${base}/${encodeURIComponent(id)}${rest}`;
}

export async function listErrorProjects(signal: AbortSignal): Promise<readonly ErrorProject[]> {
  return (await request<{ items: readonly ErrorProject[] }>("GET", base, { signal })).items;
}

export function createErrorProject(fields: ErrorProjectFields, key: string): Promise<ErrorProject> {
  return request("POST", base, { body: fields, headers: { "idempotency-key": key } });
}

export function changeErrorProject(
  { id, version }: ErrorProject,
  fields: Partial<ErrorProjectFields>,
): Promise<ErrorProject> {
  return request("PATCH", path(id), { body: fields, headers: basedOn(version) });
}

/** With all its errors. */
export async function deleteErrorProject({ id, version }: ErrorProject): Promise<void> {
  await request("DELETE", path(id), { headers: basedOn(version) });
}

/** A new address; the one before is refused from then on. */
export function renewErrorKey({ id }: ErrorProject, key: string): Promise<ErrorProject> {
  return request("POST", path(id, "/key"), { headers: { "idempotency-key": key } });
}
