import { request } from "./request.ts";

export type WorkspaceKeyKind = "anon" | "service";

/** One key in the two forms that client libraries know. */
export interface WorkspaceKey {
  readonly jwt: string;
  readonly opaque: string;
}

export interface WorkspaceKeys extends Readonly<Record<WorkspaceKeyKind, WorkspaceKey>> {
  readonly url: string;
}

export function openWorkspaceKeys(signal: AbortSignal): Promise<WorkspaceKeys> {
  return request<WorkspaceKeys>("GET", "/api/v1/workspace/keys", { signal });
}

export function rotateWorkspaceKey(kind: WorkspaceKeyKind): Promise<WorkspaceKeys> {
  return request<WorkspaceKeys>("POST", `/api/v1/workspace/keys/${kind}/rotation`);
}
