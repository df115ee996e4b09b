import type { ReactElement } from "react";
import { settingsPath } from "../app/Route.ts";
import { useSession } from "../app/SessionContext.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { buttonClass } from "../ui/Button.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Link } from "../ui/Link.tsx";
import { useWords } from "./words/useWords.ts";

/** How a stock client reaches the files: address, key, an example. */
export function ClientHelp({ bucket }: { readonly bucket: string }): ReactElement {
  const words = useWords().teach;
  const { shell } = useSpeech().messages;
  const { permissions } = useSession();
  const example = [
    `const client = createClient("${location.origin}", KEY)`,
    `await client.storage.from("${bucket}").upload("2026/offer.pdf", file)`,
  ].join("\n");
  return (
    <div className="flex flex-col gap-2 text-left" data-testid="client-help">
      <p>{words.programsText}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 gap-y-1">
        <dt className="text-muted">{words.address}</dt>
        <dd>
          <code className="font-mono text-xs break-all select-all">{location.origin}/storage/v1</code>
        </dd>
      </dl>
      <pre
        aria-label={words.example}
        className="overflow-x-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-xs select-all"
      >
        {example}
      </pre>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={example} label={shell.copyOf(words.example)} />
        {permissions.includes("keys.manage") && (
          <Link to={settingsPath("keys")} className={buttonClass("plain")}>{words.keys}</Link>
        )}
        {permissions.includes("tokens.own") && (
          <Link to={settingsPath("tokens")} className={buttonClass("plain")}>{words.tokens}</Link>
        )}
      </div>
    </div>
  );
}
