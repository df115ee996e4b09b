export type ActorKind = "person" | "token" | "key" | "node" | "import" | "form";

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One change of a lead: who, when, and what was before and after. */
export interface HistoryEntry {
  readonly id: string;
  readonly version: number;
  readonly at: string;
  readonly actor: { readonly kind: ActorKind; readonly id: string | null; readonly name: string | null };
  readonly changes: readonly FieldChange[];
  /** The lead that it happened to, where that was merged into this one later. */
  readonly mergedFrom: string | null;
}

export interface HistoryPage {
  readonly items: readonly HistoryEntry[];
  readonly next: string | null;
}
