import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishImports, type ImportWords } from "./english.ts";
import { frenchImports } from "./french.ts";

const catalogues: Readonly<Record<Language, ImportWords>> = { en: englishImports, fr: frenchImports };

/** The sentences about imports, in the user's language. */
export function useWords(): ImportWords {
  return catalogues[useSpeech().language];
}
