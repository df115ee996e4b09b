/** A key, as far as it matters here. */
interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * Where a key leads to from the item `at` (-1: from none): arrows go on and around, Home and End to the ends, and a letter to the
 * next item that begins with it. Null when it leads nowhere.
 */
export function itemFrom(labels: readonly string[], at: number, pressed: Pressed): number | null {
  const count = labels.length;
  if (count === 0) return null;
  if (isLetter(pressed)) {
    const first = bare(pressed.key);
    const after = Array.from(labels, (_, step) => (at + 1 + step) % count);
    return after.find((index) => bare(labels[index] ?? "").startsWith(first)) ?? null;
  }
  switch (pressed.key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (Math.max(at, 0) + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** Whether a key writes something, space apart, which presses what it is at. */
export function isLetter({ key, ctrlKey, metaKey, altKey }: Pressed): boolean {
  return [...key].length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
}

/** Without accents and case: É is found by e. */
function bare(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
