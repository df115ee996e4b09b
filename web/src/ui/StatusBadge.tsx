import type { ReactElement } from "react";
import { isInProgress, type LeadStatus } from "../api/Lead.ts";
import { useSpeech } from "../i18n/LanguageContext.ts";

const looks: Readonly<Record<LeadStatus, string>> = {
  idle: "bg-sunken text-ink",
  new: "bg-sunken text-ink",
  analyzing: "bg-accent-soft text-accent",
  rendering: "bg-accent-soft text-accent",
  ready: "bg-good-soft text-good",
  failed: "bg-bad-soft text-bad",
};

/** A lead's status: by word first, and by colour and dot. */
export function StatusBadge({ status }: { readonly status: LeadStatus }): ReactElement {
  const { messages } = useSpeech();
  return (
    <span
      data-testid="lead-status"
      data-status={status}
      className={`inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap ${
        looks[status]
      }`}
    >
      <span
        aria-hidden="true"
        className={`size-1.5 rounded-full bg-current ${isInProgress(status) ? "animate-breathe" : ""}`}
      />
      {messages.status[status]}
    </span>
  );
}
