import type { ReactElement } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { buttonClass } from "../ui/Button.tsx";
import { Link } from "../ui/Link.tsx";
import { PageMessage } from "../ui/PageMessage.tsx";
import { leadsPath } from "./Route.ts";
import { useTitle } from "./useTitle.ts";

export function NotFoundPage(): ReactElement {
  const words = useSpeech().messages.notFound;
  useTitle(words.title);
  return (
    <PageMessage title={words.title}>
      <p>{words.text}</p>
      <Link to={leadsPath()} className={buttonClass("plain")}>{words.back}</Link>
    </PageMessage>
  );
}
