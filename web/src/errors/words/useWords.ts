import { areaWords } from "../../i18n/areaWords.ts";
import type { ErrorsWords } from "./english.ts";

/** The sentences about errors, in the user’s language. They are loaded with the pages about them. */
export const useWords = areaWords<ErrorsWords>({
  en: () => import("./english.ts").then(({ englishErrors }) => englishErrors),
  fr: () => import("./french.ts").then(({ frenchErrors }) => frenchErrors),
});
