import { type ReactElement, useEffect, useRef } from "react";
import type { NewWebhookSecret } from "../api/webhooks.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { Button } from "../ui/Button.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { useWords } from "./words/useWords.ts";

interface NewSecretProps {
  readonly secret: NewWebhookSecret;
  readonly onDone: () => void;
}

/** The secret by which what arrives is checked, the one time that it can be seen. */
export function NewSecret({ secret, onDone }: NewSecretProps): ReactElement {
  const words = useWords().secret;
  const { formats } = useSpeech();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { oldSecretUntil } = secret;
  return (
    <section className="rounded-lg border border-good/40 bg-good-soft p-4" data-testid="new-secret">
      <h2 ref={heading} tabIndex={-1} className="font-semibold outline-none">{words.title}</h2>
      <p className="mb-3 wrap-anywhere">{secret.url} · {words.once}</p>
      <div className="flex flex-wrap items-start gap-2">
        <code className="min-h-9 min-w-0 flex-1 basis-60 rounded-lg border border-line bg-surface px-2.5 py-2 font-mono text-xs break-all select-all">
          {secret.secret}
        </code>
        <CopyButton text={secret.secret} />
      </div>
      {oldSecretUntil !== null && <p className="mt-3">{words.overlap(formats.dateTime(oldSecretUntil))}</p>}
      <p className="mt-3 text-muted">{words.how}</p>
      <Button look="primary" className="mt-3" onClick={onDone}>{words.done}</Button>
    </section>
  );
}
