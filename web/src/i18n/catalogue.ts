import type { Messages } from "./english.ts";
import type { Language } from "./Language.ts";

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

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return { language, messages: await loaders[language]() };
}
