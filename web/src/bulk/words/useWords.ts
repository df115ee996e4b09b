import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { type BulkWords, englishBulk } from "./english.ts";
import { frenchBulk } from "./french.ts";

const catalogues: Readonly<Record<Language, BulkWords>> = { en: englishBulk, fr: frenchBulk };

/** The sentences about what is done with many leads, in the user's language. They are loaded when some are chosen. */
export function useWords(): BulkWords {
  return catalogues[useSpeech().language];
}
