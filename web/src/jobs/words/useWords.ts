import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishJobs, type JobsWords } from "./english.ts";
import { frenchJobs } from "./french.ts";

const catalogues: Readonly<Record<Language, JobsWords>> = { en: englishJobs, fr: frenchJobs };

/** The sentences about jobs, in the user's language. They are loaded with the pages about jobs. */
export function useWords(): JobsWords {
  return catalogues[useSpeech().language];
}
