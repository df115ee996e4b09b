/** What the node accepts. */
export const TAGS_MAX = 20;
export const TAG_LENGTH_MAX = 40;

/** The tags with what was typed, of which commas make several; a tag that is there in any spelling stays as it is. */
export function withTags(tags: readonly string[], typed: string): readonly string[] {
  const next = [...tags];
  for (const part of typed.split(/[,;\n]/)) {
    const tag = part.trim().replace(/\s+/g, " ").slice(0, TAG_LENGTH_MAX);
    if (tag !== "" && next.length < TAGS_MAX && !next.some((known) => folded(known) === folded(tag))) next.push(tag);
  }
  return next;
}

function folded(tag: string): string {
  return tag.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
