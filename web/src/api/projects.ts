import { basedOn } from "./leadChanges.ts";
import { request } from "./request.ts";

/** What becomes of a dropped lead that is there already. */
export const duplicatePolicies = ["keep", "merge", "refuse"] as const;

export type DuplicatePolicy = typeof duplicatePolicies[number];

/** A set of leads that a team works through. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly isDefault: boolean;
  readonly duplicatePolicy: DuplicatePolicy;
  readonly archivedAt: string | null;
  readonly deletedAt: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export type ProjectFields = Pick<Project, "name" | "description" | "duplicatePolicy">;

export type StageKind = "open" | "won" | "lost";

/** What a stage may ask for of a lead that enters. */
export const requiredFields = [
  "value",
  "ownerId",
  "contactName",
  "email",
  "phone",
  "website",
  "siren",
  "vat",
  "nextStep",
  "nextStepDue",
  "closeReason",
  "tags",
] as const;

export type RequiredField = typeof requiredFields[number];

/** One step of a project's pipeline. */
export interface Stage {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly position: number;
  readonly kind: StageKind;
  /** How likely a lead that stands here is won, in per cent. */
  readonly probability: number;
  /** `#rrggbb`. */
  readonly colour: string;
  /** After how many days in it an open lead counts as stale; null for never. */
  readonly staleDays: number | null;
  /** What of a lead must be filled to enter. */
  readonly requiredFields: readonly RequiredField[];
  readonly version: number;
}

const base = "/api/v1/projects";

function path(id: string, rest = ""): string {
  return `${base}/${encodeURIComponent(id)}${rest}`;
}

export async function listProjects(signal: AbortSignal): Promise<readonly Project[]> {
  return (await request<{ items: readonly Project[] }>("GET", base, { signal })).items;
}

/** Those that are archived, and those in the trash. */
export async function listPutAway(what: "archived" | "trash", signal: AbortSignal): Promise<readonly Project[]> {
  const query = what === "archived" ? "archived=only" : "trash=true";
  return (await request<{ items: readonly Project[] }>("GET", `${base}?${query}`, { signal })).items;
}

export async function listStages(projectId: string, signal: AbortSignal): Promise<readonly Stage[]> {
  return (await request<{ items: readonly Stage[] }>("GET", path(projectId, "/stages"), { signal })).items;
}

export function createProject(fields: ProjectFields, key: string): Promise<Project> {
  return request("POST", base, { body: fields, headers: { "idempotency-key": key } });
}

export function changeProject(id: string, version: number, change: Partial<ProjectFields>): Promise<Project> {
  return request("PATCH", path(id), { body: change, headers: basedOn(version) });
}

export async function archiveProject({ id, version }: Project, isOn: boolean): Promise<void> {
  await request(isOn ? "PUT" : "DELETE", path(id, "/archive"), { headers: basedOn(version) });
}

export async function deleteProject({ id, version }: Project): Promise<void> {
  await request("DELETE", path(id), { headers: basedOn(version) });
}

export async function restoreProject({ id, version }: Project): Promise<void> {
  await request("POST", path(id, "/restoration"), { headers: basedOn(version) });
}

export async function makeDefaultProject({ id, version }: Project): Promise<void> {
  await request("PUT", path(id, "/default"), { headers: basedOn(version) });
}
