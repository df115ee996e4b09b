import { areaWords } from "../../i18n/areaWords.ts";
import type { ChatWords } from "./english.ts";

/** The sentences of the chat, in the user's language. They are loaded with it. */
export const useWords = areaWords<ChatWords>({
  en: () => import("./english.ts").then(({ englishChat }) => englishChat),
  fr: () => import("./french.ts").then(({ frenchChat }) => frenchChat),
});
