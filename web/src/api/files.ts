import { everyPage } from "./everyPage.ts";
import { request } from "./request.ts";

export interface FilesUsage {
  readonly bytes: number;
  /** Null as long as the disk is the only limit. */
  readonly quotaBytes: number | null;
  readonly objects: number;
  readonly trashBytes: number;
}

export interface TrashItem {
  readonly id: string;
  readonly bucket: string;
  /** The whole key that it had. */
  readonly name: string;
  readonly size: number;
  readonly contentType: string;
  readonly trashedAt: string;
  /** The id of who did it; null where it was a program. */
  readonly trashedBy?: string | null;
  /** True for what another version took the place of. */
  readonly replaced?: boolean;
  /** When it goes by itself. */
  readonly purgedAt: string;
}

export interface TrashPage {
  readonly items: readonly TrashItem[];
  readonly next?: string | null;
}

export interface DossierVersion {
  readonly id: string;
  /** Signed; shows it in the page. */
  readonly url: string;
  readonly downloadUrl: string;
  readonly pages: number;
  readonly size: number;
  readonly createdAt: string;
  readonly current: boolean;
}

const base = "/api/v1/files";

export function filesUsage(signal: AbortSignal): Promise<FilesUsage> {
  return request("GET", `${base}/usage`, { signal });
}

export function listTrash(
  filter: {
    readonly bucket?: string;
    readonly prefix?: string;
    readonly cursor?: string | null;
    readonly limit: number;
  },
  signal?: AbortSignal,
): Promise<TrashPage> {
  const query = new URLSearchParams({ limit: String(filter.limit) });
  for (const name of ["bucket", "prefix", "cursor"] as const) {
    const value = filter[name];
    if (value !== undefined && value !== null) query.set(name, value);
  }
  return request("GET", `${base}/trash?${query}`, signal === undefined ? {} : { signal });
}

/** Puts it back under its name, or another one; a name that is taken is a conflict. */
export function restoreFromTrash(
  id: string,
  name: string | null = null,
): Promise<{ readonly bucket: string; readonly name: string }> {
  return request("POST", `${base}/trash/${encodeURIComponent(id)}/restore`, { body: name === null ? {} : { name } });
}

export async function deleteForGood(id: string): Promise<void> {
  await request("DELETE", `${base}/trash/${encodeURIComponent(id)}`);
}

/** Deletes all that is in the trash, for good; tells how much that was. */
export function emptyTrash(): Promise<{ readonly bytes: number }> {
  return request("DELETE", `${base}/trash`);
}

/** Ends every link that was made so far for the object; without a name, for the whole bucket. */
export async function endLinks(bucket: string, name: string | null = null): Promise<void> {
  await request("POST", `${base}/links/revocation`, { body: name === null ? { bucket } : { bucket, name } });
}

export function listDossiers(leadId: string, signal: AbortSignal): Promise<readonly DossierVersion[]> {
  return everyPage(`/api/v1/leads/${encodeURIComponent(leadId)}/dossiers?limit=200`, signal);
}
