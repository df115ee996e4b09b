import type { ReactElement } from "react";
import type { LeadDraft } from "../api/LeadDraft.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";
import { TextField } from "../ui/TextField.tsx";

/** The longest notes that the node takes. */
const NOTES_MAX = 10_000;

interface DraftFieldsProps {
  readonly draft: LeadDraft;
  readonly faults: Readonly<Record<string, string>>;
  readonly change: (name: keyof LeadDraft) => (value: string) => void;
}

/** The fields of a draft that may stay empty. */
export function DraftFields({ draft, faults, change }: DraftFieldsProps): ReactElement {
  const words = useSpeech().messages.drop;
  const field = (name: keyof LeadDraft) => ({
    name,
    label: words[name],
    mark: words.optional,
    value: draft[name],
    onChange: change(name),
    fault: faults[name],
  });
  // Somebody else's contact details: the browser must not offer the user's own.
  return (
    <>
      <TextField {...field("website")} inputMode="url" placeholder={words.websiteHint} autoComplete="off" />
      <TextField {...field("contactName")} autoComplete="off" className="md:col-span-2" />
      <TextField {...field("email")} type="email" inputMode="email" autoComplete="off" />
      <TextField {...field("phone")} type="tel" inputMode="tel" autoComplete="off" />
      <TextField
        {...field("notes")}
        rows={4}
        maxLength={NOTES_MAX}
        placeholder={words.notesHint}
        className="md:col-span-2"
      />
    </>
  );
}
