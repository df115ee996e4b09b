import { useCallback } from "react";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import type { Money } from "./Money.ts";
import { moneyText } from "./moneyText.ts";

/** Writes amounts in the user's language. */
export function useMoney(): (money: Money) => string {
  const { language } = useSpeech();
  return useCallback((money: Money) => moneyText(money, language), [language]);
}
