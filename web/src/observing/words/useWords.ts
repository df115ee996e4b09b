import { areaWords } from "../../i18n/areaWords.ts";
import type { ObservingWords } from "./english.ts";

/** The sentences about the node, in the user’s language. They are loaded with the pages about it. */
export const useWords = areaWords<ObservingWords>({
  en: () => import("./english.ts").then(({ englishObserving }) => englishObserving),
  fr: () => import("./french.ts").then(({ frenchObserving }) => frenchObserving),
});
