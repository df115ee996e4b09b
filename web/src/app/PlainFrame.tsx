import type { ReactElement, ReactNode } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Choice } from "../ui/Choice.tsx";
import { Brand } from "./Brand.tsx";

/** What surrounds a page that is shown without a session: the name, and the language. */
export function PlainFrame(
  { isWide = false, children }: { readonly isWide?: boolean; readonly children: ReactNode },
): ReactElement {
  const { messages, language, choose } = useSpeech();
  return (
    <>
      <header
        className={`mx-auto flex items-center justify-between gap-2 px-4 pt-6 ${isWide ? "max-w-5xl" : "max-w-lg"}`}
      >
        <span className="flex items-center gap-2 font-semibold">
          <Brand />
          Uprising Node
        </span>
        <Choice
          label={messages.language.label}
          value={language}
          onChange={choose}
          options={[{ value: "fr", label: "Français", lang: "fr" }, { value: "en", label: "English", lang: "en" }]}
        />
      </header>
      <main id="content">{children}</main>
    </>
  );
}
