import { areaWords } from "../../i18n/areaWords.ts";
import type { JobsWords } from "./english.ts";

/** The sentences about jobs, in the user's language. They are loaded with the pages about jobs. */
export const useWords = areaWords<JobsWords>({
  en: () => import("./english.ts").then(({ englishJobs }) => englishJobs),
  fr: () => import("./french.ts").then(({ frenchJobs }) => frenchJobs),
});
