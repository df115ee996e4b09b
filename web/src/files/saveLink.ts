import { asDownload, signLink } from "../api/storage.ts";
import { partsOf } from "./names.ts";

/** Enough for a download to begin. */
const LIFE_SECONDS = 300;

/** Has the browser keep a file of the store. */
export async function saveStored(bucket: string, key: string): Promise<void> {
  const address = await signLink(bucket, key, LIFE_SECONDS);
  const { name } = partsOf(key);
  const link = document.createElement("a");
  link.href = asDownload(address, name);
  link.download = name;
  link.click();
}
