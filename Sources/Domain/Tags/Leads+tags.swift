import DataStore
package import Identity
package import Primitives

/// The tags of a workspace: each is there as long as a lead has it.
extension Leads {
    /// Tags of one page.
    package static let tagLimit = 500
    /// Leads that one write gives another tag.
    private static let tagStep = 100

    /// One page by name; it may be short, for tags that only leads in the trash have are left out of it.
    ///
    /// - Throws: ``Failure`` `forbidden`.
    package func tags(for principal: Principal, cursor: String? = nil, limit: Int = tagLimit) async throws -> Page<TagUse> {
        try principal.require(.leadsRead)
        let limit = min(max(limit, 1), Self.tagLimit)
        return try await store.read { tx in
            // Counted by index alone; then what is in the trash, which is little, is taken off.
            let all = try tx.rows(
                """
                SELECT tag_folded, min(tag) AS name, count(*) AS leads FROM lead_tag WHERE workspace_id = ? AND tag_folded > ?
                GROUP BY tag_folded ORDER BY tag_folded LIMIT ?
                """, [principal.workspaceID, cursor ?? "", limit + 1])
            let trashed = try tx.rows(
                """
                SELECT t.tag_folded, count(*) AS leads FROM lead AS l JOIN lead_tag AS t ON t.lead_id = l.id
                WHERE l.workspace_id = ? AND l.deleted_at IS NOT NULL GROUP BY t.tag_folded
                """, [principal.workspaceID]
            ).reduce(into: [String: Int]()) { $0[try $1["tag_folded"]] = try $1["leads"] }
            let items = try all.prefix(limit).compactMap { row in
                let leads = try row["leads"] as Int - trashed[try row["tag_folded"], default: 0]
                return leads > 0 ? TagUse(name: try row["name"], leads: leads) : nil
            }
            return Page(items: items, next: all.count > limit ? try all[limit - 1]["tag_folded"] as String : nil)
        }
    }

    /// Gives every lead that has the tag `new` instead, or nothing; answers how many.
    ///
    /// In many writes, each with the history of its leads: what was changed stays, should it be cut off.
    /// - Throws: ``Failure`` `forbidden`, `notFound` for a tag that no lead has, `invalidRequest`.
    package func replaceTag(_ name: String, with new: String?, by principal: Principal, trace: TraceID) async throws -> TagUse {
        try principal.require(.leadsWrite)
        let wanted = try new.map(Self.acceptedTag)
        let key = LeadTags.key(of: LeadText.line(name) ?? "")
        let actor = ChangeActor(principal)
        var last = ""
        var count = 0
        while true {
            let step = try await store.write { [self, last] tx in
                let found = try tx.rows(
                    "SELECT lead_id FROM lead_tag WHERE workspace_id = ? AND tag_folded = ? AND lead_id > ? ORDER BY lead_id LIMIT ?",
                    [principal.workspaceID, key, last, Self.tagStep]
                ).map { try $0["lead_id"] as ID<Lead> }
                for id in found {
                    guard let lead = try LeadRows.find(id, in: tx) else { continue }
                    var changed = lead
                    changed.tags = TagList.united([], lead.tags.compactMap { LeadTags.key(of: $0) == key ? wanted : $0 })
                    try change(lead, to: changed, by: actor, trace: trace, in: tx)
                }
                return found
            }
            count += step.count
            guard step.count == Self.tagStep, let end = step.last else { break }
            last = end.description
        }
        guard count > 0 else { throw Failure(.notFound, "No lead of this workspace has this tag.") }
        return TagUse(name: wanted ?? name, leads: count)
    }

    private static func acceptedTag(_ text: String) throws(Failure) -> String {
        var check = FieldCheck()
        let tag = check.line(text, "/name", limit: TagList.characterLimit) ?? ""
        if tag.isEmpty { check.add("/name", "Give the name of the tag.") }
        try check.finish("The tag was not changed.")
        return tag
    }
}
