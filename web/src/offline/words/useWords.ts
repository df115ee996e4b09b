import { areaWords } from "../../i18n/areaWords.ts";
import type { OfflineWords } from "./english.ts";

/** The sentences about being offline, in the user's language. They are loaded after the first page, while it is online. */
export const useWords = areaWords<OfflineWords>({
  en: () => import("./english.ts").then(({ englishOffline }) => englishOffline),
  fr: () => import("./french.ts").then(({ frenchOffline }) => frenchOffline),
});
