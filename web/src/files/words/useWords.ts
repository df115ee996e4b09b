import { areaWords } from "../../i18n/areaWords.ts";
import type { FilesWords } from "./english.ts";

/** The sentences about files, in the user's language. */
export const useWords = areaWords<FilesWords>({
  en: () => import("./english.ts").then(({ englishFiles }) => englishFiles),
  fr: () => import("./french.ts").then(({ frenchFiles }) => frenchFiles),
});
