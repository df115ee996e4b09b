import type { Lead } from "./Lead.ts";
import type { LeadChange } from "./leadChanges.ts";
import { request } from "./request.ts";

/** What many leads are changed to at once. */
export type BulkPatch = Pick<LeadChange, "ownerId" | "projectId" | "nextStep" | "nextStepDue" | "tags"> & {
  readonly archive?: boolean;
  readonly trash?: true;
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
};

export type Versioned = Pick<Lead, "id" | "version">;

export interface Refusal {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
}

/** What could be done is done; each of the others says what changing it alone would have said. */
export interface BulkOutcome {
  readonly moved: readonly Versioned[];
  readonly refused: readonly Refusal[];
}

/** As many as the node takes in one write. */
const CHUNK = 500;

export function changeLeads(leads: readonly Versioned[], patch: BulkPatch): Promise<BulkOutcome> {
  return inChunks(leads, (chunk) => request("POST", "/api/v1/leads/changes", { body: { leads: chunk, patch } }));
}

export function moveLeads(
  leads: readonly Versioned[],
  stageId: string,
  closeReason: string | null,
): Promise<BulkOutcome> {
  return inChunks(
    leads,
    (chunk) => request("POST", "/api/v1/leads/moves", { body: { stageId, leads: chunk, closeReason } }),
  );
}

async function inChunks(
  leads: readonly Versioned[],
  send: (chunk: readonly Versioned[]) => Promise<BulkOutcome>,
): Promise<BulkOutcome> {
  const moved: Versioned[] = [];
  const refused: Refusal[] = [];
  for (let from = 0; from < leads.length; from += CHUNK) {
    const chunk = leads.slice(from, from + CHUNK).map(({ id, version }) => ({ id, version }));
    // oxlint-disable-next-line no-await-in-loop -- one write after the other, as the node does them
    const outcome = await send(chunk);
    moved.push(...outcome.moved);
    refused.push(...outcome.refused);
  }
  return { moved, refused };
}
