import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishFiles, type FilesWords } from "./english.ts";
import { frenchFiles } from "./french.ts";

const catalogues: Readonly<Record<Language, FilesWords>> = { en: englishFiles, fr: frenchFiles };

/** The sentences about files, in the user's language. */
export function useWords(): FilesWords {
  return catalogues[useSpeech().language];
}
