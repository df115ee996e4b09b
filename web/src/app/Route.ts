import { everyJob, type JobFilter, jobQueryOf, parseJobFilter } from "../api/JobFilter.ts";
import { type FilesPlace, filesPlaceOf, filesQueryOf } from "../api/FilesPlace.ts";
import { type LeadFilter, noFilter, parseFilter, queryOf } from "../api/LeadFilter.ts";

export const settingsSections = [
  "profile",
  "notifications",
  "sessions",
  "tokens",
  "workspace",
  "members",
  "projects",
  "tags",
  "forms",
  "keys",
  "webhooks",
  "errors",
  "audit",
  "erasure",
] as const;

export type SettingsSection = typeof settingsSections[number];

/** A page about jobs. */
export type JobsPlace =
  | { readonly view: "queues" }
  | { readonly view: "list"; readonly filter: JobFilter }
  | { readonly view: "job"; readonly jobId: string }
  | { readonly view: "schedules" };

export const pipelineViews = ["board", "report", "stages"] as const;

export type PipelineView = typeof pipelineViews[number];

/** The page that an address names. */
export type Route =
  | { readonly page: "leads"; readonly filter: LeadFilter }
  /** What is filled in already stands in the query. */
  | { readonly page: "dropLead"; readonly search: string }
  /** `importId` is null for a new one. */
  | { readonly page: "imports"; readonly importId: string | null }
  | { readonly page: "warRoom"; readonly leadId: string }
  | { readonly page: "setUp" }
  | { readonly page: "signIn" }
  | { readonly page: "signInLink" }
  | { readonly page: "invitation" }
  | { readonly page: "newWorkspace" }
  /** `section` is null for the settings as such. */
  | { readonly page: "settings"; readonly section: SettingsSection | null }
  /** What of the pipeline: its project and filters stand in the query. */
  | { readonly page: "pipeline"; readonly view: PipelineView; readonly search: string }
  /** `channelId` is null for no channel yet; `seq` is the number of a message in it to go to. */
  | { readonly page: "chat"; readonly channelId: string | null; readonly seq: number | null }
  | { readonly page: "files"; readonly place: FilesPlace }
  | { readonly page: "jobs"; readonly place: JobsPlace }
  /** Payouts and the books; what is below them is read by their own pages. */
  | { readonly page: "money"; readonly path: string; readonly search: string }
  /** Health, alerts, logs and traces of the node; which of them is read by its own pages. */
  | { readonly page: "node"; readonly path: string; readonly search: string }
  /** The errors, or one of them. */
  | { readonly page: "errors"; readonly id: string | null; readonly search: string }
  | { readonly page: "inbox" }
  | { readonly page: "devMailbox" }
  | { readonly page: "notFound" };

const fixedPages: ReadonlyMap<string, Route> = new Map<string, Route>([
  ["/setup", { page: "setUp" }],
  ["/sign-in", { page: "signIn" }],
  ["/sign-in/link", { page: "signInLink" }],
  ["/invitation", { page: "invitation" }],
  ["/workspaces/new", { page: "newWorkspace" }],
  ["/settings", { page: "settings", section: null }],
  ["/files/trash", { page: "files", place: { view: "trash" } }],
  ["/jobs", { page: "jobs", place: { view: "queues" } }],
  ["/jobs/schedules", { page: "jobs", place: { view: "schedules" } }],
  ["/notifications", { page: "inbox" }],
  ["/dev/mailbox", { page: "devMailbox" }],
]);

export function parseRoute(pathname: string, search: string): Route {
  const path = pathname.replace(/\/+$/, "");
  if (path === "" || path === "/leads") return { page: "leads", filter: parseFilter(search) };
  if (path === "/leads/new") return { page: "dropLead", search };
  if (path === "/leads/import") return { page: "imports", importId: null };
  const importId = /^\/leads\/import\/([\w-]+)$/.exec(path)?.[1];
  if (importId !== undefined) return { page: "imports", importId };
  const view = pipelineViews.find((known) => path === pipelinePath(known));
  if (view !== undefined) return { page: "pipeline", view, search };
  const chat = /^\/chat(?:\/([\w-]+))?$/.exec(path);
  if (chat !== null) return { page: "chat", channelId: chat[1] ?? null, seq: seqOf(search) };
  if (path === "/files") return { page: "files", place: filesPlaceOf(search) };
  if (path === "/jobs/list") return { page: "jobs", place: { view: "list", filter: parseJobFilter(search) } };
  if (/^\/(payouts|ledger)(\/|$)/.test(path)) return { page: "money", path, search };
  if (/^\/(node|alerts)(\/|$)/.test(path)) return { page: "node", path, search };
  const error = /^\/errors(?:\/([\w-]+))?$/.exec(path);
  if (error !== null) return { page: "errors", id: error[1] ?? null, search };
  const fixed = fixedPages.get(path);
  if (fixed !== undefined) return fixed;
  const section = settingsSections.find((known) => path === `/settings/${known}`);
  if (section !== undefined) return { page: "settings", section };
  const jobId = /^\/jobs\/([\w-]+)$/.exec(path)?.[1];
  if (jobId !== undefined) return { page: "jobs", place: { view: "job", jobId } };
  const leadId = /^\/leads\/([\w-]+)$/.exec(path)?.[1];
  return leadId === undefined ? { page: "notFound" } : { page: "warRoom", leadId };
}

function seqOf(search: string): number | null {
  const seq = new URLSearchParams(search).get("message");
  return seq !== null && /^\d{1,15}$/.test(seq) ? Number(seq) : null;
}

/** `search` is a query with its `?`, or empty. */
export function pipelinePath(view: PipelineView = "board", search = ""): string {
  return `/pipeline${view === "board" ? "" : `/${view}`}${search}`;
}

export function chatPath(channelId: string | null = null, seq: number | null = null): string {
  const message = seq === null ? "" : `?message=${seq}`;
  return channelId === null ? "/chat" : `/chat/${encodeURIComponent(channelId)}${message}`;
}

export const dropLeadPath = "/leads/new";
export const signInPath = "/sign-in";
export const newWorkspacePath = "/workspaces/new";
export const moneyPath = "/payouts";
/** `/health` itself is the node’s answer to who watches it. */
export const healthPath = "/node/health";
export const alertsPath = "/alerts";
export const backupsPath = "/node/backups";
export const nodeMailPath = "/node/mail";
export const inboxPath = "/notifications";
export const devMailboxPath = "/dev/mailbox";

export function settingsPath(section: SettingsSection | null = null): string {
  return section === null ? "/settings" : `/settings/${section}`;
}

export const trashPath = "/files/trash";

/** The buckets, or what is in one of them. */
export function filesPath(place: FilesPlace = { view: "buckets" }): string {
  return `/files${filesQueryOf(place)}`;
}

export const queuesPath = "/jobs";
export const schedulesPath = "/jobs/schedules";

export function jobListPath(filter: Partial<JobFilter> = {}): string {
  const query = jobQueryOf({ ...everyJob, ...filter }).toString();
  return query === "" ? "/jobs/list" : `/jobs/list?${query}`;
}

export function jobPath(jobId: string): string {
  return `/jobs/${encodeURIComponent(jobId)}`;
}

export function importPath(importId: string | null = null): string {
  return importId === null ? "/leads/import" : `/leads/import/${encodeURIComponent(importId)}`;
}

export function leadsPath(filter: LeadFilter = noFilter): string {
  return `/leads${queryOf(filter)}`;
}

export function warRoomPath(leadId: string): string {
  return `/leads/${encodeURIComponent(leadId)}`;
}

export function tracePath(traceId: string): string {
  return `/node/traces/${encodeURIComponent(traceId)}`;
}

/** `search` is a query with its `?`, or empty. */
export function errorsPath(id: string | null = null, search = ""): string {
  return id === null ? `/errors${search}` : `/errors/${encodeURIComponent(id)}`;
}
