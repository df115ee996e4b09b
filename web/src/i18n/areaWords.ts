import { loadedAreas } from "./loadedAreas.ts";
import type { Language } from "./Language.ts";
import { useSpeech } from "./LanguageContext.ts";

/**
 * The hook for the sentences of a part that is loaded later. Of its two languages, the one that is read is fetched: begun
 * with the script of the part, and there before the part is shown (`lazy`).
 */
export function areaWords<Words>(loaders: Readonly<Record<Language, () => Promise<Words>>>): () => Words {
  const loaded: Partial<Record<Language, Words>> = {};
  loadedAreas.add(async (language) => {
    loaded[language] ??= await loaders[language]();
  });
  return function useAreaWords() {
    const { language } = useSpeech();
    const words = loaded[language];
    if (words === undefined) throw new Error("areaWords: a part is shown that was not waited for");
    return words;
  };
}
