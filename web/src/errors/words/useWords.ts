import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishErrors, type ErrorsWords } from "./english.ts";
import { frenchErrors } from "./french.ts";

const catalogues: Readonly<Record<Language, ErrorsWords>> = { en: englishErrors, fr: frenchErrors };

/** The sentences about errors, in the user’s language. They are loaded with the pages about them. */
export function useWords(): ErrorsWords {
  return catalogues[useSpeech().language];
}
