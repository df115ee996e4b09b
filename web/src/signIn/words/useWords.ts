import { areaWords } from "../../i18n/areaWords.ts";
import type { SignInWords } from "./english.ts";

/** The sentences on the way in, in the user's language. They are loaded with the pages there. */
export const useWords = areaWords<SignInWords>({
  en: () => import("./english.ts").then(({ englishSignIn }) => englishSignIn),
  fr: () => import("./french.ts").then(({ frenchSignIn }) => frenchSignIn),
});
