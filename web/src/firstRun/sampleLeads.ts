import { changeLeads } from "../api/bulk.ts";
import type { Lead } from "../api/Lead.ts";
import { noFilter } from "../api/LeadFilter.ts";
import { listLeads } from "../api/leads.ts";
import { listStages } from "../api/projects.ts";
import { request } from "../api/request.ts";
import { newIdempotencyKey } from "../dropLead/idempotency.ts";

/** The mark by which sample data is known and taken away; the same in every language. */
export const SAMPLE_TAG = "sample";

interface Sample {
  readonly company: string;
  readonly contactName: string;
  readonly email: string;
  readonly phone: string;
  readonly notes: string;
  readonly amount: number;
  /** How far along the open stages, from 0. */
  readonly stage: number;
}

/** Nobody’s: hosts that cannot be (RFC 2606), and numbers that the French plan keeps for fiction. */
const samples: readonly Sample[] = [
  [
    "Boulangerie des Tilleuls",
    "Léa Martin",
    "boulangerie-tilleuls",
    "+33199001201",
    "Wants to take orders online.",
    2_400,
    0,
  ],
  [
    "Atelier Vauban",
    "Hugo Bernard",
    "atelier-vauban",
    "+33199001202",
    "Site of 2016, not usable on a phone.",
    5_800,
    0,
  ],
  ["Hôtel du Lac", "Zoé Petit", "hotel-du-lac", "+33199001203", "Books through two platforms.", 12_000, 1],
  ["Garage Moreau", "Karim Moreau", "garage-moreau", "+33199001204", "Met at the fair.", 3_200, 2],
  ["Clinique Saint-Roch", "Inès Laurent", "clinique-saint-roch", "+33199001205", "Asks for a quote.", 24_000, 3],
  ["Librairie Ombre", "Noé Garnier", "librairie-ombre", "+33199001206", "Recommended by a client.", 1_900, 1],
].map(([company, contactName, host, phone, notes, amount, stage]) => ({
  company: String(company),
  contactName: String(contactName),
  email: `contact@${String(host)}.example`,
  phone: String(phone),
  notes: String(notes),
  amount: Number(amount),
  stage: Number(stage),
}));

export const SAMPLE_COUNT = samples.length;

/** Drops the sample leads one after the other; `onDropped` hears how many are there. */
export async function fillSamples(
  projectId: string,
  currency: string,
  onDropped: (count: number) => void,
): Promise<void> {
  const stages = (await listStages(projectId, new AbortController().signal)).filter(({ kind, requiredFields }) =>
    kind === "open" && requiredFields.length === 0
  );
  for (const [at, { amount, stage, ...fields }] of samples.entries()) {
    const stageId = stages[Math.min(stage, stages.length - 1)]?.id;
    // oxlint-disable-next-line no-await-in-loop -- in their order, so that the list has it
    await request<Lead>("POST", "/api/v1/leads", {
      body: {
        ...fields,
        projectId,
        tags: [SAMPLE_TAG],
        value: { amount: amount * 100, currency },
        ...(stageId === undefined ? {} : { stageId }),
      },
      headers: { "idempotency-key": newIdempotencyKey() },
    });
    onDropped(at + 1);
  }
}

/** Puts every lead with the mark into the trash, however many there are by now; answers how many that were. */
export async function removeSamples(): Promise<number> {
  const rest = `${new URLSearchParams({ tag: SAMPLE_TAG, archived: "include" })}`;
  const { signal } = new AbortController();
  let count = 0;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- what is gone is not in the next slice
    const { items } = await listLeads({ ...noFilter, rest }, null, signal);
    // oxlint-disable-next-line no-await-in-loop -- as above
    const moved = items.length === 0 ? [] : (await changeLeads(items, { trash: true })).moved;
    if (moved.length === 0) return count;
    count += moved.length;
  }
}
