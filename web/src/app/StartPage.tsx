import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Brand } from "./Brand.tsx";

/** What is there while the node is asked who is signed in. */
export function StartPage(): ReactElement {
  const { shell } = useSpeech().messages;
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex h-13 max-w-6xl items-center px-4" role="status" aria-label={shell.loading}>
        <Brand />
      </div>
    </header>
  );
}
