import { areaWords } from "../../i18n/areaWords.ts";
import type { LeadWorkWords } from "./english.ts";

/** The sentences about working on leads, in the user's language. They are loaded after the first page. */
export const useWords = areaWords<LeadWorkWords>({
  en: () => import("./english.ts").then(({ englishLeadWork }) => englishLeadWork),
  fr: () => import("./french.ts").then(({ frenchLeadWork }) => frenchLeadWork),
});
