package import Primitives

/// One entry of a lead's history as it is shown, with the name of whoever made the change.
package struct HistoryEntry: Sendable {
    package let id: ID<LeadChange>
    /// The lead that was changed, where it was merged into this one later.
    package let mergedID: ID<Lead>?
    package let version: Int64
    package let at: Timestamp
    package let actorKind: ChangeActor.Kind
    package let actorID: String?
    package let actorName: String?
    /// A JSON array of ``FieldChange``, as it was kept.
    package let changes: String
}

extension HistoryEntry: JSONWritable {
    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("version", version)
            json.member("at", at)
            json.member(
                "actor",
                object: { json in
                    json.member("kind", actorKind)
                    json.member("id", actorID)
                    json.member("name", actorName)
                })
            json.member("changes", json: changes.utf8, ofListOf: FieldChange.self)
            json.member("mergedFrom", mergedID)
        }
    }
}
