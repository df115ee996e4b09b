import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishObserving, type ObservingWords } from "./english.ts";
import { frenchObserving } from "./french.ts";

const catalogues: Readonly<Record<Language, ObservingWords>> = { en: englishObserving, fr: frenchObserving };

/** The sentences about the node, in the user’s language. They are loaded with the pages about it. */
export function useWords(): ObservingWords {
  return catalogues[useSpeech().language];
}
