import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishSettings, type SettingsWords } from "./english.ts";
import { frenchSettings } from "./french.ts";

const catalogues: Readonly<Record<Language, SettingsWords>> = { en: englishSettings, fr: frenchSettings };

/** The sentences of the settings, in the user's language. They are loaded with the settings, not with the page. */
export function useWords(): SettingsWords {
  return catalogues[useSpeech().language];
}
