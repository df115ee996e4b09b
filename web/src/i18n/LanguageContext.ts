import { createContext, useContext } from "react";
import { english, type Messages } from "./english.ts";
import { type Formats, formatsFor } from "./formats.ts";
import { french } from "./french.ts";
import type { Language } from "./Language.ts";

/** What a component needs to speak the user's language. */
export interface Speech {
  readonly language: Language;
  readonly messages: Messages;
  readonly formats: Formats;
  readonly choose: (language: Language) => void;
}

const catalogues: Readonly<Record<Language, Messages>> = { en: english, fr: french };

export function speechFor(language: Language, choose: (language: Language) => void): Speech {
  return { language, messages: catalogues[language], formats: formatsFor(language), choose };
}

export const LanguageContext = createContext<Speech>(speechFor("en", () => {}));

export function useSpeech(): Speech {
  return useContext(LanguageContext);
}
