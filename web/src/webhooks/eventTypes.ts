/** The families of events that are offered; one that is chosen whole takes those that come later too. */
export const families = ["lead", "project", "pipeline", "chat", "payout", "ledger", "import", "file"] as const;

/** What stands for all events. */
export const EVERYTHING = "*";

export function wholeOf(family: string): string {
  return `${family}.*`;
}

export type TypesFault = "none" | "malformed";

/** The types of a text with one a line, or divided by commas; each once. */
export function typesOf(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((type) => type !== ""))];
}

/** What is wrong with a choice of types: the node knows which there are, the page what they look like. */
export function typesFault(types: readonly string[]): TypesFault | null {
  if (types.length === 0) return "none";
  return types.every((type) => type === EVERYTHING || /^[a-z]+(\.[a-z_]+)*(\.\*)?$/.test(type)) ? null : "malformed";
}

/** The types with a family taken whole or not at all; what stands for all of them gives way. */
export function toggled(types: readonly string[], family: string): readonly string[] {
  const whole = wholeOf(family);
  const others = types.filter((type) => type !== EVERYTHING && !type.startsWith(`${family}.`));
  return types.includes(whole) ? others : [...others, whole];
}
