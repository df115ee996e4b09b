import type { Permission } from "../api/Permission.ts";
import { leadsBucket } from "../api/storage.ts";

/** Whether somebody may store, move and remove in a bucket. What is in that of the leads goes by the leads' rights. */
export function mayWrite(permissions: readonly Permission[], bucket: string): boolean {
  return permissions.includes(bucket === leadsBucket ? "leads.write" : "files.write");
}

export function mayManageBuckets(permissions: readonly Permission[]): boolean {
  return permissions.includes("buckets.manage");
}

/** Whether a bucket may be deleted by those who manage buckets; that of the leads stays. */
export function isRemovable(bucket: string): boolean {
  return bucket !== leadsBucket;
}

/** The lead whose files are in a folder; null where they are nobody's in particular. */
export function leadOf(bucket: string, folder: string): string | null {
  const top = folder.split("/")[0] ?? "";
  return bucket === leadsBucket && top !== "" ? top : null;
}
