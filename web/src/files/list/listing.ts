import type { FileEntry } from "../../api/storage.ts";

/** What dashboards of stock clients put where a folder would be empty; nobody is to see it. */
const PLACEHOLDER = ".emptyFolderPlaceholder";

/** What is known of a folder, in the node's order. */
export interface Listing {
  readonly entries: readonly FileEntry[];
  /** Entries asked for so far, those that are not shown included: where the next page begins. */
  readonly reach: number;
  readonly hasMore: boolean;
}

export function isFolder(entry: FileEntry): boolean {
  return entry.id === null;
}

/** A file and a folder may have one name. */
export function entryKey(entry: FileEntry): string {
  return `${isFolder(entry) ? "folder" : "file"} ${entry.name}`;
}

/** The first page, however long it is. */
export function firstPage(page: readonly FileEntry[], limit: number): Listing {
  return { entries: page.filter(isShown), reach: page.length, hasMore: page.length >= limit };
}

/**
 * One more page. Between two questions entries come and go, so that a page may tell again what is known: that is taken as
 * the newer word, in its old place.
 */
export function withPage(listing: Listing, page: readonly FileEntry[], limit: number): Listing {
  const news = new Map(page.filter(isShown).map((entry) => [entryKey(entry), entry]));
  const entries = listing.entries.map((entry) => {
    const newer = news.get(entryKey(entry));
    news.delete(entryKey(entry));
    return newer ?? entry;
  });
  return {
    entries: [...entries, ...news.values()],
    reach: listing.reach + page.length,
    hasMore: page.length >= limit,
  };
}

/** Without what was removed or moved, before the node says so. */
export function without(listing: Listing, names: ReadonlySet<string>): Listing {
  const entries = listing.entries.filter((entry) => isFolder(entry) || !names.has(entry.name));
  return { ...listing, entries, reach: listing.reach - (listing.entries.length - entries.length) };
}

function isShown(entry: FileEntry): boolean {
  return entry.name !== PLACEHOLDER && entry.name !== "";
}
