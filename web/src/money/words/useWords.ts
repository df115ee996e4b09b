import { areaWords } from "../../i18n/areaWords.ts";
import type { MoneyWords } from "./english.ts";

/** The sentences about money, in the user's language. They are loaded with the pages about it. */
export const useWords = areaWords<MoneyWords>({
  en: () => import("./english.ts").then(({ englishMoney }) => englishMoney),
  fr: () => import("./french.ts").then(({ frenchMoney }) => frenchMoney),
});
