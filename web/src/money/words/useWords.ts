import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishMoney, type MoneyWords } from "./english.ts";
import { frenchMoney } from "./french.ts";

const catalogues: Readonly<Record<Language, MoneyWords>> = { en: englishMoney, fr: frenchMoney };

/** The sentences about money, in the user's language. They are loaded with the pages about it. */
export function useWords(): MoneyWords {
  return catalogues[useSpeech().language];
}
