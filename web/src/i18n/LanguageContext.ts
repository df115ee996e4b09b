import { createContext, useContext } from "react";
import type { Catalogue } from "./catalogue.ts";
import { type Formats, formatsFor } from "./formats.ts";
import type { Language } from "./Language.ts";

/** What a component needs to speak the user's language. */
export interface Speech extends Catalogue {
  readonly formats: Formats;
  readonly choose: (language: Language) => void;
}

export function speechFor(catalogue: Catalogue, choose: (language: Language) => void): Speech {
  return { ...catalogue, formats: formatsFor(catalogue.language), choose };
}

export const LanguageContext = createContext<Speech | null>(null);

export function useSpeech(): Speech {
  const speech = useContext(LanguageContext);
  if (speech === null) throw new Error("useSpeech: there is no language around this component");
  return speech;
}
