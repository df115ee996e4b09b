import { areaWords } from "../../i18n/areaWords.ts";
import type { UpkeepWords } from "./english.ts";

/** The sentences about backups and mail, in the user’s language. They are loaded with the pages about them. */
export const useWords = areaWords<UpkeepWords>({
  en: () => import("./english.ts").then(({ englishUpkeep }) => englishUpkeep),
  fr: () => import("./french.ts").then(({ frenchUpkeep }) => frenchUpkeep),
});
