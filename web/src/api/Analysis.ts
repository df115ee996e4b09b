/** Something read on the lead's site, with the page and the words that it came from. */
export interface Fact {
  readonly kind: string;
  readonly label: string;
  readonly value: string;
  readonly url: string;
  readonly snippet: string;
}

/** One criterion of the score: what it may give and what it gave. */
export interface Signal {
  readonly id: string;
  readonly label: string;
  readonly found: boolean;
  readonly weight: number;
  readonly points: number;
  readonly note: string | null;
}

/** A page that the analyzer asked for. */
export interface PageRead {
  readonly url: string;
  readonly status: number;
  readonly bytes: number;
  readonly title: string | null;
}

/** What is different from the analysis before. */
export interface AnalysisChanges {
  readonly since: string;
  readonly score: { readonly before: number; readonly after: number };
  readonly added: readonly { readonly kind: string; readonly label: string; readonly value: string }[];
  readonly removed: readonly { readonly kind: string; readonly label: string; readonly value: string }[];
  readonly changed: readonly {
    readonly kind: string;
    readonly label: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/** What the node found out about a lead; its sentences are in the workspace's language. */
export interface Analysis {
  readonly analyzedAt: string;
  readonly website: string;
  readonly language: string | null;
  readonly facts: readonly Fact[];
  readonly score: { readonly total: number; readonly signals: readonly Signal[] };
  readonly openings: readonly string[];
  readonly pages: readonly PageRead[];
  readonly notices: readonly string[];
  /** builtin, http or openai. */
  readonly analyzer: string;
  /** `null` for a lead's first analysis. */
  readonly changes: AnalysisChanges | null;
}
