import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishPipeline, type PipelineWords } from "./english.ts";
import { frenchPipeline } from "./french.ts";

const catalogues: Readonly<Record<Language, PipelineWords>> = { en: englishPipeline, fr: frenchPipeline };

/** The sentences about the pipeline, in the user's language. They are loaded with its pages. */
export function useWords(): PipelineWords {
  return catalogues[useSpeech().language];
}
