package import Primitives

/// A lead as someone has seen it.
package struct LeadVersion: Hashable, Sendable, Codable, JSONWritable {
    package let id: ID<Lead>
    package let version: Int64

    package func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("version", version)
        }
    }
}

/// Many leads that are to go into one stage.
package struct BulkMove: Sendable, Codable {
    /// All of them go in one write, which others wait for.
    package static let limit = 500

    let stageId: ID<Stage>
    let leads: [LeadVersion]
    let closeReason: String?

    /// The reason, fit to keep.
    ///
    /// - Throws: ``Failure`` `invalidRequest`.
    func checked() throws(Failure) -> String? {
        var check = FieldCheck()
        check.leads(leads)
        let reason = check.line(closeReason, "/closeReason", limit: LeadDraft.closeReasonLimit)
        try check.finish("Nothing was moved.")
        return reason
    }
}

extension FieldCheck {
    mutating func leads(_ leads: [LeadVersion]) {
        if leads.isEmpty || leads.count > BulkMove.limit { add("/leads", "1 to \(BulkMove.limit) leads.") }
    }
}
