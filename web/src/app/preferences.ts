import { isLanguage, type Language, preferredLanguage } from "../i18n/Language.ts";

/** What this browser remembers for its user. */
const LANGUAGE_KEY = "uprising.language";
/** Also read by earlyTheme.ts, before anything else runs. */
export const THEME_KEY = "uprising.theme";

export type Theme = "system" | "light" | "dark";

export function rememberedLanguage(): Language | null {
  const value = read(LANGUAGE_KEY);
  return isLanguage(value) ? value : null;
}

/** The language to begin in, before it is known who reads. */
export function firstLanguage(): Language {
  return rememberedLanguage() ?? preferredLanguage(navigator.languages);
}

export function rememberLanguage(language: Language): void {
  write(LANGUAGE_KEY, language);
}

export function rememberedTheme(): Theme {
  const value = read(THEME_KEY);
  return value === "light" || value === "dark" ? value : "system";
}

export function applyTheme(theme: Theme): void {
  write(THEME_KEY, theme);
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be switched off; then nothing is remembered.
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
