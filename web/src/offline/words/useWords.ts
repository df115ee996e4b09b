import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishOffline, type OfflineWords } from "./english.ts";
import { frenchOffline } from "./french.ts";

const catalogues: Readonly<Record<Language, OfflineWords>> = { en: englishOffline, fr: frenchOffline };

/** The sentences about being offline, in the user's language. They are loaded after the first page, while it is online. */
export function useWords(): OfflineWords {
  return catalogues[useSpeech().language];
}
