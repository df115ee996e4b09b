import { createContext, type ReactElement, type ReactNode, useContext, useMemo } from "react";
import type { HistoryEntry } from "../../api/LeadHistory.ts";
import { useWarRoomWords } from "../words/useWarRoomWords.ts";
import { newFields } from "./newEntries.ts";

const NewFields = createContext<ReadonlySet<string>>(new Set());

/** Lets fields below show that others changed them since the last visit. */
export function NewsProvider(
  { entries, children }: { readonly entries: readonly HistoryEntry[]; readonly children: ReactNode },
): ReactElement {
  const fields = useMemo(() => newFields(entries), [entries]);
  return <NewFields.Provider value={fields}>{children}</NewFields.Provider>;
}

/** A dot at fields that others changed since the last visit; nothing at any other. */
export function NewMark({ fields }: { readonly fields: readonly string[] }): ReactElement | null {
  const words = useWarRoomWords();
  const changed = useContext(NewFields);
  if (!fields.some((field) => changed.has(field))) return null;
  return (
    <span className="ml-1 inline-block align-middle" data-testid="new-mark" title={words.newSince}>
      <span aria-hidden="true" className="block size-2 rounded-full bg-accent" />
      <span className="sr-only">{` (${words.newSince})`}</span>
    </span>
  );
}
