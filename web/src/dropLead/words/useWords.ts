import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { type DroppingWords, englishDropping } from "./english.ts";
import { frenchDropping } from "./french.ts";

const catalogues: Readonly<Record<Language, DroppingWords>> = { en: englishDropping, fr: frenchDropping };

/** The sentences about dropping from elsewhere, in the user's language. They are loaded after the first page. */
export function useWords(): DroppingWords {
  return catalogues[useSpeech().language];
}
