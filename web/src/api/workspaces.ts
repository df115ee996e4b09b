import type { Language } from "../i18n/Language.ts";
import { basedOn } from "./leadChanges.ts";
import { request } from "./request.ts";

export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly currency: string;
  /** Whether a payout is approved and paid by two different people. */
  readonly payoutsNeedTwo?: boolean;
  readonly version: number;
  readonly createdAt: string;
  /** When it will be gone, once its deletion was asked for. */
  readonly deletesAt: string | null;
}

export interface WorkspaceSettings {
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly currency: string;
}

export function createWorkspace(settings: WorkspaceSettings): Promise<{ readonly id: string }> {
  return request("POST", "/api/v1/workspaces", { body: settings });
}

export function openWorkspace(signal: AbortSignal): Promise<Workspace> {
  return request<Workspace>("GET", "/api/v1/workspace", { signal });
}

/** Refused with `stale_version` when someone else changed it since `version`. */
export function changeWorkspace(settings: WorkspaceSettings, version: number): Promise<Workspace> {
  return request<Workspace>("PATCH", "/api/v1/workspace", { body: settings, headers: basedOn(version) });
}

export function setTwoPeople(payoutsNeedTwo: boolean, version: number): Promise<Workspace> {
  return request<Workspace>("PATCH", "/api/v1/workspace", { body: { payoutsNeedTwo }, headers: basedOn(version) });
}

/** Starts the days of grace, after which all is gone. */
export function deleteWorkspace(name: string): Promise<{ readonly deletesAt: string }> {
  return request("DELETE", "/api/v1/workspace", { body: { name } });
}

export function restoreWorkspace(): Promise<Workspace> {
  return request<Workspace>("POST", "/api/v1/workspace/restore");
}
