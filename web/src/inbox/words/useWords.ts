import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishInbox, type InboxWords } from "./english.ts";
import { frenchInbox } from "./french.ts";

const catalogues: Readonly<Record<Language, InboxWords>> = { en: englishInbox, fr: frenchInbox };

/** The sentences about notifications, in the user's language. They are loaded after the first page. */
export function useWords(): InboxWords {
  return catalogues[useSpeech().language];
}
