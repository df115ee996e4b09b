import { areaWords } from "../../i18n/areaWords.ts";
import type { ImportWords } from "./english.ts";

/** The sentences about imports, in the user's language. */
export const useWords = areaWords<ImportWords>({
  en: () => import("./english.ts").then(({ englishImports }) => englishImports),
  fr: () => import("./french.ts").then(({ frenchImports }) => frenchImports),
});
