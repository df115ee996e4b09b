import type { ReactElement } from "react";
import { settingsPath } from "../app/Route.ts";
import { buttonClass } from "../ui/Button.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Link } from "../ui/Link.tsx";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useWords } from "./words/useWords.ts";

/** What a job is, and how the first one is made. */
export function Teaching(): ReactElement {
  const words = useWords().teach;
  const { shell } = useSpeech().messages;
  const command = [
    `curl ${location.origin}/api/v1/jobs \\`,
    '  -H "Authorization: Bearer $TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"kind": "noop", "arguments": {"hello": "world"}}'`,
  ].join("\n");
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-3 px-4 py-8" data-testid="teaching">
      <h2 className="text-base font-semibold">{words.title}</h2>
      <p>{words.text}</p>
      <p>{words.how}</p>
      <pre className="overflow-x-auto rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-xs select-all">
        {command}
      </pre>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={command} label={shell.copyOf(words.command)} />
        <Link to={settingsPath("tokens")} className={buttonClass("plain")}>{words.tokens}</Link>
      </div>
      <p className="text-muted">{words.others}</p>
    </div>
  );
}
