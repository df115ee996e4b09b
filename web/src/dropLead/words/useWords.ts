import { areaWords } from "../../i18n/areaWords.ts";
import type { DroppingWords } from "./english.ts";

/** The sentences about dropping from elsewhere, in the user's language. They are loaded after the first page. */
export const useWords = areaWords<DroppingWords>({
  en: () => import("./english.ts").then(({ englishDropping }) => englishDropping),
  fr: () => import("./french.ts").then(({ frenchDropping }) => frenchDropping),
});
