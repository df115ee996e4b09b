import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishFirstRun, type FirstRunWords } from "./english.ts";
import { frenchFirstRun } from "./french.ts";

const catalogues: Readonly<Record<Language, FirstRunWords>> = { en: englishFirstRun, fr: frenchFirstRun };

/** The sentences of the first run, in the user's language. They are loaded with it. */
export function useWords(): FirstRunWords {
  return catalogues[useSpeech().language];
}
