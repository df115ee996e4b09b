import type { ErrorFrame } from "../../api/errors.ts";

/** The calls to show, the newest first; those of libraries are left out as long as there are others. */
export function shownFrames(
  frames: readonly ErrorFrame[],
  isWhole: boolean,
): { readonly frames: readonly ErrorFrame[]; readonly hidden: number } {
  const newest = frames.toReversed();
  const own = newest.filter(({ inApp }) => inApp);
  if (isWhole || own.length === 0) return { frames: newest, hidden: 0 };
  return { frames: own, hidden: newest.length - own.length };
}

/** Where a call is: file, line, column. */
export function placeText({ file, line, column }: ErrorFrame): string | null {
  if (typeof file !== "string" || file === "") return null;
  return [file, line, column].filter((part) => part !== null && part !== undefined).join(":");
}
