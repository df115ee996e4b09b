import type { WarRoomWords } from "./words/english.ts";
import type { Formats } from "../i18n/formats.ts";

/** The sentence on who is writing: one or two by name, more by number; empty for nobody. */
export function typingText(
  names: readonly string[],
  words: WarRoomWords["typing"],
  formats: Pick<Formats, "number">,
): string {
  const [first, second, ...more] = names;
  if (first === undefined) return "";
  if (second === undefined) return words.one(first);
  return more.length === 0 ? words.two(first, second) : words.many(formats.number(names.length));
}
