/** Where a lead stands on its way from dropped to ready. */
export type LeadStatus = "idle" | "new" | "analyzing" | "rendering" | "ready" | "failed";

export const leadStatuses: readonly LeadStatus[] = ["idle", "new", "analyzing", "rendering", "ready", "failed"];

/** An amount in whole minor units of its currency, as the node sends it. */
export interface WireMoney {
  readonly amount: number;
  readonly currency: string;
}

/** A prospect as the node stores it; `version` grows by each write. */
export interface Lead {
  readonly id: string;
  readonly workspaceId: string;
  readonly projectId: string;
  readonly company: string;
  readonly website: string | null;
  readonly domain: string | null;
  readonly contactName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly siren: string | null;
  readonly vat: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[];
  readonly stageId: string | null;
  /** What winning it is worth. */
  readonly value: WireMoney | null;
  /** Its place within the stage: ascending by bytes, then by id. */
  readonly rank: string;
  readonly stageSince: string | null;
  /** Why it was won or lost. */
  readonly closeReason: string | null;
  readonly closedAt: string | null;
  readonly ownerId: string | null;
  readonly nextStep: string | null;
  readonly nextStepDue: string | null;
  readonly remindAt: string | null;
  readonly archivedAt: string | null;
  /** In the trash since then. */
  readonly deletedAt: string | null;
  readonly status: LeadStatus;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly score: number | null;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly readyAt: string | null;
}

/** True while the node still works on the lead. */
export function isInProgress(status: LeadStatus): boolean {
  return status === "new" || status === "analyzing" || status === "rendering";
}
