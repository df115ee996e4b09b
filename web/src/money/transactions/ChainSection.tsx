import { type ReactElement, useRef, useState } from "react";
import { download } from "../../api/downloads.ts";
import { ledgerExportPath, ledgerHead, type Verification, verifyLedger } from "../../api/ledgerTransactions.ts";
import { newIdempotencyKey } from "../../dropLead/idempotency.ts";
import { useSpeech } from "../../i18n/LanguageContext.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { FailureNotice } from "../../ui/FailureNotice.tsx";
import { FetchedList } from "../../ui/FetchedList.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { saveFile } from "../../ui/saveFile.ts";
import { Section } from "../../ui/Section.tsx";
import { useAct } from "../../ui/useAct.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useMoneyEvents } from "../useMoneyEvents.ts";
import { useWords } from "../words/useWords.ts";

/** The chain that the transactions make: its head to keep elsewhere, and whether every link still fits. */
export function ChainSection(): ReactElement {
  const words = useWords().chain;
  const { formats } = useSpeech();
  const head = useFetched(ledgerHead);
  const verifying = useAct();
  const saving = useAct();
  const key = useRef("");
  const [verified, setVerified] = useState<Verification | null>(null);
  useMoneyEvents("ledger.posted", head.reload);
  const verify = () =>
    void verifying.run(async () => {
      setVerified(null);
      // Each look is a look of its own.
      key.current = newIdempotencyKey();
      setVerified(await verifyLedger(key.current));
      await head.reload();
    });
  const save = (format: "jsonl" | "csv") =>
    void saving.run(async () => {
      const file = await download(ledgerExportPath(format));
      saveFile(file, `${words.fileName}.${format}`, file.type);
    });
  const failure = verifying.failure ?? saving.failure;
  return (
    <Section
      title={words.title}
      aside={
        <span className="flex flex-wrap gap-2">
          <Button aria-disabled={verifying.isBusy} onClick={verify}>
            {verifying.isBusy ? words.verifying : words.verify}
          </Button>
          <Button aria-label={words.exportLabel("CSV")} aria-disabled={saving.isBusy} onClick={() => save("csv")}>
            CSV
          </Button>
          <Button aria-label={words.exportLabel("JSON")} aria-disabled={saving.isBusy} onClick={() => save("jsonl")}>
            JSON
          </Button>
        </span>
      }
    >
      <div className="flex flex-col gap-3 px-4 py-3">
        <p className="text-muted">{words.text}</p>
        {failure !== null && <FailureNotice failure={failure} />}
        {verified !== null && (
          <div role="status" data-testid="verification" data-ok={verified.ok}>
            <Notice look={verified.ok ? "good" : "bad"} title={verified.ok ? words.whole : words.broken}>
              <p>{words.counted(formats.number(verified.transactions), formats.number(verified.entries))}</p>
              {!verified.ok && verified.fault !== null && (
                <p className="font-mono text-xs break-words">{verified.fault}</p>
              )}
            </Notice>
          </div>
        )}
        <FetchedList fetched={head} lines={1}>
          {(head) =>
            head.number === 0
              ? <p className="text-muted">{words.none}</p>
              : (
                <div className="flex flex-wrap items-center gap-2">
                  <p className="min-w-0 flex-1 basis-60">
                    <span className="block text-xs text-muted">
                      {words.head(formats.number(head.number))}
                      {head.at !== null && ` · ${formats.dateTime(head.at)}`}
                    </span>
                    <code className="font-mono text-xs break-all select-all" data-testid="head">{head.hash}</code>
                  </p>
                  <CopyButton text={`${head.number} ${head.hash}`} label={words.copyHead} />
                </div>
              )}
        </FetchedList>
      </div>
    </Section>
  );
}
