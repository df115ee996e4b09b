import { areaWords } from "../../i18n/areaWords.ts";
import type { InboxWords } from "./english.ts";

/** The sentences about notifications, in the user's language. They are loaded after the first page. */
export const useWords = areaWords<InboxWords>({
  en: () => import("./english.ts").then(({ englishInbox }) => englishInbox),
  fr: () => import("./french.ts").then(({ frenchInbox }) => frenchInbox),
});
