import { areaWords } from "../../i18n/areaWords.ts";
import type { PipelineWords } from "./english.ts";

/** The sentences about the pipeline, in the user's language. They are loaded with its pages. */
export const useWords = areaWords<PipelineWords>({
  en: () => import("./english.ts").then(({ englishPipeline }) => englishPipeline),
  fr: () => import("./french.ts").then(({ frenchPipeline }) => frenchPipeline),
});
