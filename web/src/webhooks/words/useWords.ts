import { areaWords } from "../../i18n/areaWords.ts";
import type { WebhooksWords } from "./english.ts";

/** The sentences about webhooks, in the user's language. They are loaded with their settings. */
export const useWords = areaWords<WebhooksWords>({
  en: () => import("./english.ts").then(({ englishWebhooks }) => englishWebhooks),
  fr: () => import("./french.ts").then(({ frenchWebhooks }) => frenchWebhooks),
});
