import { areaWords } from "../../i18n/areaWords.ts";
import type { FirstRunWords } from "./english.ts";

/** The sentences of the first run, in the user's language. They are loaded with it. */
export const useWords = areaWords<FirstRunWords>({
  en: () => import("./english.ts").then(({ englishFirstRun }) => englishFirstRun),
  fr: () => import("./french.ts").then(({ frenchFirstRun }) => frenchFirstRun),
});
