import type { Language } from "../i18n/Language.ts";
import type { ChatWords } from "./words/english.ts";

/** A day as people call it: today, yesterday, then by its name. */
export function dayName(
  iso: string,
  nowMs: number,
  words: Pick<ChatWords, "today" | "yesterday">,
  language: Language,
): string {
  const date = new Date(iso);
  const start = (of: Date) => new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime();
  const days = Math.round((start(new Date(nowMs)) - start(date)) / 86_400_000);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  const isOtherYear = date.getFullYear() !== new Date(nowMs).getFullYear();
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(isOtherYear ? { year: "numeric" as const } : {}),
  }).format(date);
}
