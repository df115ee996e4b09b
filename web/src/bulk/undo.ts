import type { BulkPatch, Versioned } from "../api/bulk.ts";
import type { Lead } from "../api/Lead.ts";

/** Something done with many leads. */
export type BulkAct =
  | { readonly kind: "change"; readonly patch: BulkPatch }
  | { readonly kind: "move"; readonly stageId: string; readonly closeReason: string | null };

/** One write that takes part of it back. */
export type UndoStep =
  | { readonly kind: "change"; readonly leads: readonly Versioned[]; readonly patch: BulkPatch }
  | { readonly kind: "move"; readonly leads: readonly Versioned[]; readonly stageId: string }
  | { readonly kind: "restore"; readonly leads: readonly Versioned[] };

/**
 * What takes an act back: the leads that it changed, as it left them, to what each was before. Leads that were alike go
 * together. Whoever changed one since is not written over: its version is another.
 */
export function undoOf(act: BulkAct, before: readonly Lead[], moved: readonly Versioned[]): readonly UndoStep[] {
  const known = new Map(before.map((lead) => [lead.id, lead]));
  const pairs = moved.flatMap((now) => {
    const lead = known.get(now.id);
    // What changed nothing is as it was.
    return lead === undefined || lead.version === now.version ? [] : [{ now, lead }];
  });
  if (act.kind === "move") {
    return alike(pairs, ({ lead }) => lead.stageId)
      .flatMap(([stageId, leads]) => stageId === null ? [] : [{ kind: "move" as const, leads, stageId }]);
  }
  const { patch } = act;
  if (patch.trash === true) return pairs.length === 0 ? [] : [{ kind: "restore", leads: pairs.map(({ now }) => now) }];
  const former = (lead: Lead): BulkPatch => ({
    ...("ownerId" in patch ? { ownerId: lead.ownerId } : {}),
    ...("projectId" in patch ? { projectId: lead.projectId } : {}),
    ...("addTags" in patch || "removeTags" in patch ? { tags: lead.tags } : {}),
    ...("archive" in patch ? { archive: lead.archivedAt !== null } : {}),
  });
  return alike(pairs, ({ lead }) => JSON.stringify(former(lead)))
    .map(([text, leads]) => ({ kind: "change", leads, patch: JSON.parse(text) as BulkPatch }));
}

function alike<Key>(
  pairs: readonly { readonly now: Versioned; readonly lead: Lead }[],
  keyOf: (pair: { readonly now: Versioned; readonly lead: Lead }) => Key,
): readonly (readonly [Key, readonly Versioned[]])[] {
  const groups = new Map<Key, Versioned[]>();
  for (const pair of pairs) {
    const key = keyOf(pair);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pair.now]);
    else group.push(pair.now);
  }
  return [...groups];
}
