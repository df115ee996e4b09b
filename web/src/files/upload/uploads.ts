import { useSyncExternalStore } from "react";
import { carryOut } from "./carryOut.ts";
import { tabsByLocks } from "./tabs.ts";
import type { UploadNote } from "./uploadNotes.ts";
import { type NoteScope, UploadNotebook } from "./UploadNotebook.ts";
import { type Upload, UploadQueue } from "./UploadQueue.ts";

/** The tab's uploads. */
export const uploads = new UploadQueue(carryOut);

const tabs = tabsByLocks();

/** What this browser remembers of a person's uploads into a workspace. */
export function notebookOf(scope: NoteScope): UploadNotebook {
  return new UploadNotebook(scope, () => localStorage, tabs);
}

export function useUploads(): readonly Upload[] {
  return useSyncExternalStore(uploads.observe, () => uploads.uploads);
}

/** Those that an earlier page began. */
export function useInterrupted(): readonly UploadNote[] {
  return useSyncExternalStore(uploads.observe, () => uploads.interrupted);
}
