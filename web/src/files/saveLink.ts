import { asDownload, signLink } from "../api/storage.ts";

/** Enough for a download to begin. */
const LIFE_SECONDS = 300;

/** Has the browser keep a file of the store. */
export async function saveStored(bucket: string, key: string, name: string): Promise<void> {
  const link = document.createElement("a");
  link.href = asDownload(await signLink(bucket, key, LIFE_SECONDS), name);
  link.download = name;
  link.click();
}
