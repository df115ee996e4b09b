import type { ReactElement } from "react";
import type { FilesUsage } from "../api/files.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { shareOf } from "./sizes.ts";
import { useWords } from "./words/useWords.ts";

/** From here on it is said in a warning colour that space runs out. */
const NEARLY_FULL = 90;

/** How much of its storage the workspace uses. */
export function UsageMeter({ usage }: { readonly usage: FilesUsage }): ReactElement {
  const words = useWords();
  const { formats } = useSpeech();
  const { bytes, quotaBytes, trashBytes } = usage;
  const share = shareOf(bytes, quotaBytes);
  const text = quotaBytes === null
    ? words.usedFree(formats.size(bytes))
    : words.used(formats.size(bytes), formats.size(quotaBytes));
  return (
    <div data-testid="usage" className="flex flex-col gap-1 text-xs">
      <p
        className={`flex flex-wrap gap-x-3 ${share === null ? "md:justify-end" : "justify-between"} ${
          share !== null && share >= NEARLY_FULL ? "text-warn" : "text-muted"
        }`}
      >
        <span>{text}</span>
        {trashBytes > 0 && <span>{words.inTrash(formats.size(trashBytes))}</span>}
      </p>
      {share !== null && <ProgressBar label={words.usage} value={share} text={text} />}
    </div>
  );
}
