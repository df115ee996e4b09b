import type { Language } from "../../i18n/Language.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { englishWebhooks, type WebhooksWords } from "./english.ts";
import { frenchWebhooks } from "./french.ts";

const catalogues: Readonly<Record<Language, WebhooksWords>> = { en: englishWebhooks, fr: frenchWebhooks };

/** The sentences about webhooks, in the user's language. They are loaded with their settings. */
export function useWords(): WebhooksWords {
  return catalogues[useSpeech().language];
}
