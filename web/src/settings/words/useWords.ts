import { areaWords } from "../../i18n/areaWords.ts";
import type { SettingsWords } from "./english.ts";

/** The sentences of the settings, in the user's language. They are loaded with the settings, not with the page. */
export const useWords = areaWords<SettingsWords>({
  en: () => import("./english.ts").then(({ englishSettings }) => englishSettings),
  fr: () => import("./french.ts").then(({ frenchSettings }) => frenchSettings),
});
