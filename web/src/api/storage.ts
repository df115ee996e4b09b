import type { FileOrder } from "./FilesPlace.ts";
import { request } from "./request.ts";

/** The file store speaks the protocol of stock storage clients, to this page as to all others. */
const base = "/storage/v1";

/** The bucket of every workspace in which the files of its leads are, in a folder for each. */
export const leadsBucket = "leads";

export interface Bucket {
  readonly name: string;
  readonly public: boolean;
  readonly file_size_limit: number | null;
  readonly allowed_mime_types: readonly string[] | null;
  readonly created_at: string;
}

export interface BucketSettings {
  readonly public: boolean;
  readonly file_size_limit: number | null;
  readonly allowed_mime_types: readonly string[] | null;
}

/** An entry of a folder; one without an id is a folder itself. */
export interface FileEntry {
  /** Below the folder that was listed. */
  readonly name: string;
  readonly id: string | null;
  readonly updated_at: string | null;
  readonly metadata: { readonly size: number; readonly mimetype: string } | null;
}

/** Parts are encoded one by one, so that slashes stay. */
function encoded(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

export function listBuckets(signal: AbortSignal): Promise<readonly Bucket[]> {
  return request("GET", `${base}/bucket`, { signal });
}

export async function createBucket(name: string, settings: BucketSettings): Promise<void> {
  await request("POST", `${base}/bucket`, { body: { id: name, name, ...settings } });
}

export async function changeBucket(name: string, settings: BucketSettings): Promise<void> {
  await request("PUT", `${base}/bucket/${encoded(name)}`, { body: { id: name, name, ...settings } });
}

export async function emptyBucket(name: string): Promise<void> {
  await request("POST", `${base}/bucket/${encoded(name)}/empty`, { body: {} });
}

export async function deleteBucket(name: string): Promise<void> {
  await request("DELETE", `${base}/bucket/${encoded(name)}`, { body: {} });
}

export interface LevelQuestion {
  readonly bucket: string;
  readonly folder: string;
  readonly search: string;
  readonly order: FileOrder;
  readonly offset: number;
  readonly limit: number;
}

/** What is in a folder, and not in those below it. */
export function listLevel(
  { bucket, folder, search, order, offset, limit }: LevelQuestion,
  signal: AbortSignal,
): Promise<readonly FileEntry[]> {
  const [column, direction] = order.split(".");
  return request("POST", `${base}/object/list/${encoded(bucket)}`, {
    body: { prefix: folder, limit, offset, search, sortBy: { column, order: direction } },
    signal,
  });
}

/** The next keys below a folder, of all its depths; `hasNext` when there are more. */
export async function keysBelow(
  bucket: string,
  folder: string,
  limit: number,
): Promise<{ readonly keys: readonly string[]; readonly hasNext: boolean }> {
  const page = await request<{ hasNext: boolean; objects: readonly { name: string }[] }>(
    "POST",
    `${base}/object/list-v2/${encoded(bucket)}`,
    { body: { prefix: `${folder}/`, limit, with_delimiter: false } },
  );
  return { keys: page.objects.map((object) => object.name), hasNext: page.hasNext };
}

/** An address that opens the object for so long, to whoever has it. */
export async function signLink(bucket: string, key: string, seconds: number, signal?: AbortSignal): Promise<string> {
  const { signedURL } = await request<{ signedURL: string }>(
    "POST",
    `${base}/object/sign/${encoded(bucket)}/${encoded(key)}`,
    { body: { expiresIn: seconds }, ...(signal === undefined ? {} : { signal }) },
  );
  return `${base}${signedURL}`;
}

/** The same address, of which browsers keep what it opens as a file of that name. */
export function asDownload(link: string, name: string): string {
  return `${link}&download=${encodeURIComponent(name)}`;
}

/** Where an object of a public bucket is for everyone. */
export function publicLink(bucket: string, key: string): string {
  return `${base}/object/public/${encoded(bucket)}/${encoded(key)}`;
}

/** Keys in letters of any script: the node asks for this word, since other clients take nothing but ASCII for a key. */
export const anyScript = { "x-unicode-keys": "true" } as const;

/** One object has the new key, and what was there before is in the trash; without `replaces`, that is a refusal. */
export async function moveObject(
  source: { readonly bucket: string; readonly key: string },
  target: { readonly bucket: string; readonly key: string },
  replaces: boolean,
): Promise<void> {
  await request("POST", `${base}/object/move`, {
    headers: { ...anyScript, ...(replaces ? { "x-upsert": "true" } : {}) },
    body: {
      bucketId: source.bucket,
      sourceKey: source.key,
      destinationBucket: target.bucket,
      destinationKey: target.key.normalize("NFC"),
    },
  });
}

/** Puts up to 1,000 objects into the trash; returns the keys of those that were there. */
export async function removeObjects(bucket: string, keys: readonly string[]): Promise<readonly string[]> {
  const removed = await request<readonly { name: string }[]>("DELETE", `${base}/object/${encoded(bucket)}`, {
    body: { prefixes: keys },
  });
  return removed.map((object) => object.name);
}
