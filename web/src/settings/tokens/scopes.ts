import type { Permission } from "../../api/Permission.ts";

/** The permissions that a token can have, as people look for them. */
export const scopeGroups = [
  { name: "leads", scopes: ["leads.read", "leads.write", "leads.drop", "leads.import", "leads.export", "leads.erase"] },
  { name: "files", scopes: ["files.read", "files.write", "buckets.manage"] },
  { name: "live", scopes: ["realtime.join", "jobs.read", "jobs.manage", "jobs.enqueue", "jobs.work"] },
  { name: "people", scopes: ["members.read", "members.manage"] },
  {
    name: "workspace",
    scopes: [
      "workspace.manage",
      "workspace.delete",
      "projects.manage",
      "stages.manage",
      "forms.manage",
      "tokens.manage",
      "keys.manage",
      "audit.read",
    ],
  },
] as const satisfies readonly { readonly name: string; readonly scopes: readonly Permission[] }[];

/** What someone may give to a token: what he may do himself; who manages tokens also makes those of workers. */
export function givableScopes(own: readonly Permission[]): ReadonlySet<Permission> {
  const scopes = new Set(own);
  if (scopes.has("tokens.manage")) scopes.add("jobs.work");
  return scopes;
}

/** When a token ends that is good for so many days. */
export function expiryAfter(days: number, nowMs: number): string {
  return new Date(nowMs + days * 86_400_000).toISOString();
}
