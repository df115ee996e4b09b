import { useSyncExternalStore } from "react";
import { carryOut } from "./carryOut.ts";
import { type Upload, UploadQueue } from "./UploadQueue.ts";

/** The tab's uploads. */
export const uploads = new UploadQueue(carryOut);

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(uploads.observe, () => uploads.uploads);
}
