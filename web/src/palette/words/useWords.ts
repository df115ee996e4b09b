import { areaWords } from "../../i18n/areaWords.ts";
import type { PaletteWords } from "./english.ts";

/** The sentences of palette, team and keyboard map, in the user's language. They are loaded after the first page. */
export const useWords = areaWords<PaletteWords>({
  en: () => import("./english.ts").then(({ englishPalette }) => englishPalette),
  fr: () => import("./french.ts").then(({ frenchPalette }) => frenchPalette),
});
