/** Something that the palette offers: a place to go, a lead, something to do. */
export interface PaletteItem {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  /** Said beside it: the site of a lead, the keys that do the same. */
  readonly hint?: string;
  /** Other words by which it is found. */
  readonly words?: string;
  /** Found, but not offered before anything was typed. */
  readonly isQuiet?: boolean;
  readonly run: () => void;
}

/** In the order in which they stand. */
export const paletteGroups = ["act", "go", "lead", "channel", "workspace", "text"] as const;

export type PaletteGroup = typeof paletteGroups[number];

/** As many of one group as are read at a glance. */
const SHOWN_MAX = 8;

/** The items that have all the words of a text, those first whose own name begins with it; all but the quiet ones where there is none. */
export function matching(items: readonly PaletteItem[], text: string): readonly PaletteItem[] {
  const words = fold(text).split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return items.filter(({ isQuiet }) => isQuiet !== true);
  return items
    .map((item) => ({ item, rank: rankOf(item, words) }))
    .filter(({ rank }) => rank !== null)
    .toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
    .map(({ item }) => item);
}

/** The groups that have something, each with what of it is shown. */
export function grouped(
  items: readonly PaletteItem[],
): readonly { readonly group: PaletteGroup; readonly items: readonly PaletteItem[] }[] {
  return paletteGroups
    .map((group) => ({ group, items: items.filter((item) => item.group === group).slice(0, SHOWN_MAX) }))
    .filter((entry) => entry.items.length > 0);
}

function rankOf({ label, words: more = "" }: PaletteItem, words: readonly string[]): number | null {
  const name = fold(label);
  const all = `${name} ${fold(more)}`;
  if (!words.every((word) => all.includes(word))) return null;
  const first = words[0] ?? "";
  if (name.startsWith(first)) return 0;
  return name.includes(` ${first}`) ? 1 : 2;
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
