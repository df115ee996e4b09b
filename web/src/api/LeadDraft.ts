/** What someone typed into the drop form. */
export interface LeadDraft {
  readonly company: string;
  readonly website: string;
  readonly contactName: string;
  readonly email: string;
  readonly phone: string;
  readonly notes: string;
}

export const emptyDraft: LeadDraft = { company: "", website: "", contactName: "", email: "", phone: "", notes: "" };

/** The request body of a draft: trimmed, and without what was left empty. */
export function bodyOf(draft: LeadDraft): Readonly<Record<string, string>> {
  const filled = Object.entries(draft).map(([name, value]) => [name, value.trim()] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== ""));
}
