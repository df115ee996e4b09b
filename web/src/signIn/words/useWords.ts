import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishSignIn, type SignInWords } from "./english.ts";
import { frenchSignIn } from "./french.ts";

const catalogues: Readonly<Record<Language, SignInWords>> = { en: englishSignIn, fr: frenchSignIn };

/** The sentences on the way in, in the user's language. They are loaded with the pages there. */
export function useWords(): SignInWords {
  return catalogues[useSpeech().language];
}
