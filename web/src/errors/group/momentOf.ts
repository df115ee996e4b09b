/** When it was, as ISO 8601: programs send seconds since 1970, or a text. Null when neither can be read. */
export function momentOf(timestamp: unknown): string | null {
  if (typeof timestamp !== "number" && typeof timestamp !== "string") return null;
  const date = new Date(typeof timestamp === "number" ? timestamp * 1_000 : timestamp);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
