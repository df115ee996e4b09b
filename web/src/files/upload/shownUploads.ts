import type { UploadPhase } from "./uploadMachine.ts";
import type { Upload } from "./UploadQueue.ts";

/** As many as a person looks through; a folder may bring thousands. */
export const MOST_SHOWN = 50;

/** What somebody has to do something about, then what moves, then the rest. */
const groups: readonly (readonly UploadPhase[])[] = [
  ["failed"],
  ["paused"],
  ["creating", "sending", "asking", "resting"],
  ["queued"],
  ["done", "cancelled"],
];

/** The uploads to show: all while they are few, each where it was; of many those that matter most. */
export function shownUploads(all: readonly Upload[]): readonly Upload[] {
  if (all.length <= MOST_SHOWN) return all;
  return groups.flatMap((phases) => all.filter(({ state }) => phases.includes(state.phase))).slice(0, MOST_SHOWN);
}
