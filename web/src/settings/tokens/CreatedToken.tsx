import { type ReactElement, useEffect, useRef } from "react";
import type { NewAPIToken } from "../../api/tokens.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useWords } from "../words/useWords.ts";

/** A token, the one time that it can be seen. */
export function CreatedToken(
  { token, onDone }: { readonly token: NewAPIToken; readonly onDone: () => void },
): ReactElement {
  const words = useWords().tokens;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="rounded-lg border border-good/40 bg-good-soft p-4" data-testid="created-token">
      <h2 ref={heading} tabIndex={-1} className="font-semibold outline-none">{words.createdTitle}</h2>
      <p className="mb-3">{token.name} · {words.createdText}</p>
      <div className="flex flex-wrap items-start gap-2">
        <code className="min-h-9 min-w-0 flex-1 basis-60 rounded-lg border border-line bg-surface px-2.5 py-2 font-mono text-xs break-all select-all">
          {token.text}
        </code>
        <CopyButton text={token.text} />
      </div>
      <Button look="primary" className="mt-3" onClick={onDone}>{words.done}</Button>
    </section>
  );
}
