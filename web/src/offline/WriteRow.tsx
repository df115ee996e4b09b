import type { ReactElement } from "react";
import { failureText } from "../i18n/failureText.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { fieldLabel, fieldText } from "../leadWork/fieldText.ts";
import { useLookups } from "../leadWork/useLookups.ts";
import { useWords as useLeadWords } from "../leadWork/words/useWords.ts";
import { Button } from "../ui/Button.tsx";
import type { Write } from "./Write.ts";
import { useWords } from "./words/useWords.ts";
import type { WriteQueue } from "./WriteQueue.ts";

/** One write that waits, or that needs a decision: what it is, and what can be done about it. */
export function WriteRow({ write, queue }: { readonly write: Write; readonly queue: WriteQueue }): ReactElement {
  const words = useWords();
  const { messages, formats } = useSpeech();
  const what = words.kinds[write.kind](write.about);
  return (
    <li className="flex flex-col gap-1 py-2" data-testid="write" data-state={write.state}>
      <p className="flex flex-wrap justify-between gap-x-3">
        <span className="min-w-0 font-medium wrap-anywhere">{what}</span>
        <span className={`text-xs ${write.state === "waiting" ? "text-muted" : "text-warn"}`}>
          {`${words.states[write.state]} · ${formats.dateTime(write.writtenAt)}`}
        </span>
      </p>
      {write.state === "conflict" && <Differences write={write} />}
      {write.state === "refused" && write.failure !== null && (
        <p className="text-bad">{write.failure.fields[0]?.message ?? failureText(messages, write.failure)}</p>
      )}
      <div className="-ml-3 flex flex-wrap">
        {write.state === "conflict" && write.current?.["deletedAt"] === null && (
          <Button
            look="quiet"
            aria-label={`${words.mine}: ${what}`}
            onClick={() => queue.insist(write.id)}
          >
            {words.mine}
          </Button>
        )}
        {write.state === "refused" && (
          <Button
            look="quiet"
            aria-label={`${words.again}: ${what}`}
            onClick={() => queue.insist(write.id)}
          >
            {words.again}
          </Button>
        )}
        {write.state !== "sending" && (
          <Button
            look="quiet"
            aria-label={words.discardLabel(what)}
            onClick={() => queue.discard(write.id)}
          >
            {write.state === "conflict" ? words.theirs : words.discard}
          </Button>
        )}
      </div>
    </li>
  );
}

/** What others made of it, beside what one wrote. */
function Differences({ write }: { readonly write: Write }): ReactElement {
  const words = useWords();
  const leadWords = useLeadWords();
  const { formats } = useSpeech();
  const project = write.current?.["projectId"];
  const lookups = useLookups(typeof project === "string" ? project : null);
  const text = (field: string, value: unknown) =>
    fieldText(field, value, { words: leadWords, formats, lookups }) ?? leadWords.none;
  if (typeof write.current?.["deletedAt"] === "string") return <p>{words.inTrash}</p>;
  const fields = Object.keys(write.goal);
  if (fields.length === 0) return <p>{words.moved}</p>;
  return (
    <ul className="flex flex-col gap-0.5 wrap-anywhere">
      {fields.map((field) => (
        <li key={field}>
          {words.now(fieldLabel(leadWords, field), text(field, write.current?.[field]), text(field, write.goal[field]))}
        </li>
      ))}
    </ul>
  );
}
