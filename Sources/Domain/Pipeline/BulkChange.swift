import DataStore
import Primitives

/// A change that is to be made of many leads.
package struct BulkChange: Sendable, Codable {
    let leads: [LeadVersion]
    /// The members of a change of one lead, and `archive`, `trash`, `addTags`, `removeTags`.
    let patch: [String: JSONValue]

    /// - Throws: ``Failure`` `invalidRequest`.
    func checked() throws(Failure) -> Patch {
        var check = FieldCheck()
        check.leads(leads)
        if patch.isEmpty { check.add("/patch", "Say what is to be changed.") }
        var order = MergePatch(["patch": .object(patch)])
        let read = order.patch("patch") { members throws(Failure) in try Patch(members) }
        do {
            try order.finish("Nothing was changed.")
        } catch {
            for fault in error.fields { check.add(fault.pointer, fault.message) }
        }
        try check.finish("Nothing was changed.")
        guard let read else { throw Failure(.invalidRequest, "Nothing was changed.") }
        return read
    }

    struct Patch: Sendable {
        private static let own: Set<String> = ["archive", "trash", "addTags", "removeTags"]

        private let fields: LeadPatch
        private let archives: Bool?
        private let trashes: Bool
        private let added: [String]
        private let removed: [String]

        init(_ members: MergePatch) throws(Failure) {
            var marks = members.only(Self.own)
            archives = marks.flag("archive")
            trashes = marks.flag("trash") ?? false
            added = marks.texts("addTags") { $0.tags($1, $2) } ?? []
            removed = marks.texts("removeTags") { $0.tags($1, $2) } ?? []
            try marks.finish("Nothing was changed.")
            fields = try LeadPatch(members.without(Self.own))
        }

        func applied(to before: Lead, at now: Timestamp, in tx: some SQLReading) throws -> Lead {
            var lead = try fields.applied(to: before, in: tx)
            if let archives, (lead.archivedAt != nil) != archives { lead.archivedAt = archives ? now.onTheWire : nil }
            if trashes { lead.deletedAt = now.onTheWire }
            if !removed.isEmpty {
                let gone = Set(removed.map(LeadTags.key))
                lead.tags.removeAll { gone.contains(LeadTags.key(of: $0)) }
            }
            let tags = TagList.united(lead.tags, added, limit: TagList.limit + 1)
            guard tags.count <= TagList.limit else {
                throw Failure(
                    .invalidRequest, "The lead would have too many tags.", fields: [FieldFault("/tags", "At most \(TagList.limit) tags.")])
            }
            lead.tags = tags
            return lead
        }
    }
}
