import type { ReactElement } from "react";
import { download } from "../../api/downloads.ts";
import { attachmentPath, type ErrorAttachment } from "../../api/errors.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { saveFile } from "../../ui/saveFile.ts";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useWords } from "../words/useWords.ts";

interface AttachmentsSectionProps {
  readonly eventId: string;
  readonly attachments: readonly ErrorAttachment[];
}

/** What was sent with a report: a stranger’s files, which are saved and never shown. */
export function AttachmentsSection({ eventId, attachments }: AttachmentsSectionProps): ReactElement | null {
  const words = useWords().group;
  const { formats } = useSpeech();
  const saving = useAct();
  if (attachments.length === 0) return null;
  const save = (attachment: ErrorAttachment) =>
    void saving.run(async () => {
      const file = await download(attachmentPath(eventId, attachment));
      saveFile(file, attachment.name ?? "attachment", "application/octet-stream");
    });
  return (
    <Section title={words.attachments}>
      {saving.failure !== null && <FailureNotice failure={saving.failure} />}
      <ul className="divide-y divide-line" data-testid="attachments">
        {attachments.map((attachment) => (
          <li key={attachment.number} className="flex flex-wrap items-center gap-x-3 px-4 py-1.5 text-xs">
            <span className="min-w-0 flex-1 font-mono wrap-anywhere">{attachment.name ?? "–"}</span>
            <span className="text-muted tabular-nums">{formats.size(attachment.bytes)}</span>
            {attachment.kept
              ? (
                <Button
                  aria-label={words.saveAttachment(attachment.name ?? "–")}
                  aria-disabled={saving.isBusy}
                  onClick={() => save(attachment)}
                >
                  {words.save}
                </Button>
              )
              : <span className="text-muted">{words.attachmentGone}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
