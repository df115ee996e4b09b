import type { Messages } from "./english.ts";
import type { Language } from "./Language.ts";
import { loadedAreas } from "./loadedAreas.ts";

/** The sentences of the page in one language. */
export interface Catalogue {
  readonly language: Language;
  readonly messages: Messages;
}

/** Only the language that is read is loaded. */
const loaders: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: () => import("./english.ts").then(({ english }) => english),
  fr: () => import("./french.ts").then(({ french }) => french),
};

/** With them, those of every part that is here: none of it may be left in another language. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const [messages] = await Promise.all([loaders[language](), loadedAreas.speak(language)]);
  return { language, messages };
}
