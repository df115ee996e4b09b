import { areaWords } from "../../i18n/areaWords.ts";
import type { WarRoomWords } from "./english.ts";

/** The sentences of the war room, in the user's language. They are loaded with it. */
export const useWarRoomWords = areaWords<WarRoomWords>({
  en: () => import("./english.ts").then(({ englishWarRoom }) => englishWarRoom),
  fr: () => import("./french.ts").then(({ frenchWarRoom }) => frenchWarRoom),
});
