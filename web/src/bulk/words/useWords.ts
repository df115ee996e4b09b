import { areaWords } from "../../i18n/areaWords.ts";
import type { BulkWords } from "./english.ts";

/** The sentences about what is done with many leads, in the user's language. They are loaded when some are chosen. */
export const useWords = areaWords<BulkWords>({
  en: () => import("./english.ts").then(({ englishBulk }) => englishBulk),
  fr: () => import("./french.ts").then(({ frenchBulk }) => frenchBulk),
});
