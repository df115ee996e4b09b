import type { ReactElement } from "react";
import type { ImportCounts } from "../api/imports.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { useWords } from "./words/useWords.ts";

const names = ["rows", "good", "refused", "duplicates", "existing"] as const;

const looks = { rows: "", good: "text-good", refused: "text-bad", duplicates: "text-warn", existing: "text-muted" };

/** How many rows became what. */
export function CountList(
  { counts, isDone }: { readonly counts: ImportCounts; readonly isDone: boolean },
): ReactElement {
  const words = useWords().counts;
  const { formats } = useSpeech();
  return (
    <dl
      className="grid grid-cols-2 gap-px overflow-hidden rounded-[0.625rem] border border-line bg-line md:grid-cols-5"
      data-testid="counts"
    >
      {names.map((name) => (
        <div key={name} data-count={name} className="flex flex-col-reverse bg-surface px-4 py-3 last:max-md:col-span-2">
          <dt className="text-xs text-muted">{name === "good" && isDone ? words.goodDone : words[name]}</dt>
          <dd className={`text-xl font-semibold tabular-nums ${counts[name] > 0 ? looks[name] : "text-muted"}`}>
            {formats.number(counts[name])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
