import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { type ChatWords, englishChat } from "./english.ts";
import { frenchChat } from "./french.ts";

const catalogues: Readonly<Record<Language, ChatWords>> = { en: englishChat, fr: frenchChat };

/** The sentences of the chat, in the user's language. They are loaded with it. */
export function useWords(): ChatWords {
  return catalogues[useSpeech().language];
}
