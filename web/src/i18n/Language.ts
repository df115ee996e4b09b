export type Language = "fr" | "en";

/** The first of the browser's languages that the page speaks, or English. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const language of languages) {
    const primary = language.split("-")[0]?.toLowerCase();
    if (primary === "fr" || primary === "en") return primary;
  }
  return "en";
}

export function isLanguage(value: unknown): value is Language {
  return value === "fr" || value === "en";
}
