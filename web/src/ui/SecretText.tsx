import { type ReactElement, useState } from "react";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "./Button.tsx";
import { CopyButton } from "./CopyButton.tsx";

interface SecretTextProps {
  readonly label: string;
  readonly text: string;
  /** True when others may read over one's shoulder; a public text is always shown. */
  readonly isSecret: boolean;
}

/** A key to copy, behind dots until it is asked for. */
export function SecretText({ label, text, isSecret }: SecretTextProps): ReactElement {
  const { shell } = useSpeech().messages;
  const [isShown, setShown] = useState(!isSecret);
  return (
    <div className="min-w-0">
      <p className="mb-1 text-xs text-muted">{label}</p>
      <div className="flex flex-wrap items-start gap-2">
        <code className="min-h-9 min-w-0 flex-1 basis-60 rounded-lg border border-line bg-sunken px-2.5 py-2 font-mono text-xs break-all select-all">
          {isShown ? text : "•".repeat(24)}
        </code>
        <span className="flex gap-2">
          {isSecret && (
            <Button
              aria-label={isShown ? shell.hideOf(label) : shell.revealOf(label)}
              aria-pressed={isShown}
              onClick={() => setShown(!isShown)}
            >
              {isShown ? shell.hide : shell.reveal}
            </Button>
          )}
          <CopyButton text={text} label={shell.copyOf(label)} />
        </span>
      </div>
    </div>
  );
}
