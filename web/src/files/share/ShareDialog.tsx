import { type FormEvent, type ReactElement, useState } from "react";
import { endLinks } from "../../api/files.ts";
import { publicLink, signLink } from "../../api/storage.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { SelectField } from "../../ui/SelectField.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";
import { type LinkLife, linkLives, secondsOf } from "./linkLives.ts";

interface ShareDialogProps {
  readonly bucket: string;
  readonly fileKey: string;
  readonly name: string;
  readonly isPublic: boolean;
  readonly canEnd: boolean;
  readonly onClose: () => void;
}

/** Makes a link to one file that ends by itself, and ends those that were made. */
export function ShareDialog({ bucket, fileKey, name, isPublic, canEnd, onClose }: ShareDialogProps): ReactElement {
  const words = useWords().share;
  const { shell } = useSpeech().messages;
  const { formats } = useSpeech();
  const act = useAct();
  const [life, setLife] = useState<LinkLife>("day");
  const [until, setUntil] = useState("");
  const [fault, setFault] = useState<string | undefined>();
  const [link, setLink] = useState<{ readonly address: string; readonly ends: string | null } | null>(
    isPublic ? { address: `${location.origin}${publicLink(bucket, fileKey)}`, ends: null } : null,
  );
  const [ending, setEnding] = useState<"no" | "asked" | "done">("no");
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const now = Date.now();
    const seconds = secondsOf(life, until, now);
    setFault(seconds === null ? words.untilFault : undefined);
    if (seconds === null) return;
    await act.run(async () => {
      const address = `${location.origin}${await signLink(bucket, fileKey, seconds)}`;
      setLink({ address, ends: new Date(now + seconds * 1_000).toISOString() });
      setEnding("no");
    });
  };
  const end = () =>
    act.run(async () => {
      await endLinks(bucket, fileKey);
      setEnding("done");
      if (!isPublic) setLink(null);
    });
  return (
    <Dialog title={words.title(name)} onClose={onClose}>
      <p>{isPublic ? words.publicText : words.text}</p>
      {!isPublic && (
        <form noValidate onSubmit={make} className="flex flex-col gap-3">
          <SelectField
            name="life"
            label={words.life}
            value={life}
            options={linkLives.map((value) => ({ value, label: words.lives[value] }))}
            onChange={setLife}
          />
          {life === "custom" && (
            <Field label={words.until} fault={fault}>
              {(attributes) => (
                <input
                  {...attributes}
                  type="datetime-local"
                  name="until"
                  className="control w-full"
                  value={until}
                  onChange={(event) => setUntil(event.target.value)}
                />
              )}
            </Field>
          )}
          <Button look="primary" type="submit" className="self-start" aria-disabled={act.isBusy}>
            {act.isBusy ? shell.working : words.make}
          </Button>
        </form>
      )}
      {link !== null && (
        <div className="flex flex-col gap-1" role="status">
          <div className="flex items-start gap-2">
            <code
              aria-label={words.link}
              data-testid="share-link"
              className="max-h-24 min-h-9 min-w-0 flex-1 overflow-y-auto rounded-lg border border-line bg-sunken px-2.5 py-2 font-mono text-xs break-all select-all"
            >
              {link.address}
            </code>
            <CopyButton text={link.address} label={shell.copyOf(words.link)} />
          </div>
          {link.ends !== null && <p className="text-xs text-muted">{words.works(formats.dateTime(link.ends))}</p>}
        </div>
      )}
      {act.failure !== null && <FailureNotice failure={act.failure} />}
      {canEnd && !isPublic && (
        <div className="flex flex-col items-start gap-2 border-t border-line pt-3">
          {ending === "asked" && <p>{words.endAsk}</p>}
          {ending === "done" ? <p role="status" className="text-good">{words.ended}</p> : (
            <Button
              look={ending === "asked" ? "danger" : "plain"}
              aria-disabled={act.isBusy}
              onClick={() => ending === "asked" ? void end() : setEnding("asked")}
            >
              {ending === "asked" ? words.endVerb : words.end}
            </Button>
          )}
        </div>
      )}
      <div className="flex justify-end">
        <Button look="quiet" onClick={onClose}>{words.done}</Button>
      </div>
    </Dialog>
  );
}
