import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishWarRoom, type WarRoomWords } from "./english.ts";
import { frenchWarRoom } from "./french.ts";

const catalogues: Readonly<Record<Language, WarRoomWords>> = { en: englishWarRoom, fr: frenchWarRoom };

/** The sentences of the war room, in the user's language. They are loaded with it. */
export function useWarRoomWords(): WarRoomWords {
  return catalogues[useSpeech().language];
}
