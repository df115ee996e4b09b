/** Up to two letters that stand for a name: of its first word and its last. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== "");
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...word ?? ""][0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
}
