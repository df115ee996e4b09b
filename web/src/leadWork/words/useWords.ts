import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishLeadWork, type LeadWorkWords } from "./english.ts";
import { frenchLeadWork } from "./french.ts";

const catalogues: Readonly<Record<Language, LeadWorkWords>> = { en: englishLeadWork, fr: frenchLeadWork };

/** The sentences about working on leads, in the user's language. They are loaded after the first page. */
export function useWords(): LeadWorkWords {
  return catalogues[useSpeech().language];
}
