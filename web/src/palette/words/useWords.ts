import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishPalette, type PaletteWords } from "./english.ts";
import { frenchPalette } from "./french.ts";

const catalogues: Readonly<Record<Language, PaletteWords>> = { en: englishPalette, fr: frenchPalette };

/** The sentences of palette, team and keyboard map, in the user's language. They are loaded after the first page. */
export function useWords(): PaletteWords {
  return catalogues[useSpeech().language];
}
