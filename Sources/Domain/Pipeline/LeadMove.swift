import DataStore
package import Primitives

/// Where someone puts a lead, with what they fill in on the way.
package struct LeadMove: Sendable {
    let stageID: ID<Stage>
    /// The lead below which it comes, and the one above which: as the mover saw them.
    let after: ID<Lead>?
    let before: ID<Lead>?
    let closeReason: String??
    let fields: LeadPatch?
    /// As it came.
    let wanted: JSONValue

    /// - Throws: ``Failure`` `invalidRequest` with a fault for each wrong member.
    package init(_ order: MergePatch) throws(Failure) {
        wanted = order.value
        var order = order
        let stage: ID<Stage>? = order.required("stageId", "A lead stands in a stage.") { $0.id($1, $2, of: "a stage") }
        after = order.text("after") { $0.id($1, $2, of: "a lead") } ?? nil
        before = order.text("before") { $0.id($1, $2, of: "a lead") } ?? nil
        closeReason = order.text("closeReason") { $0.line($1, $2, limit: LeadDraft.closeReasonLimit) }
        fields = order.patch("fields") { members throws(Failure) in try LeadPatch(members.without(["stageId", "projectId", "closeReason"]))
        }
        if stage == nil, wanted["stageId"] == nil { order.fault("stageId", "Say into which stage the lead goes.") }
        try order.finish("The lead was not moved: something of the request is not right.")
        guard let stage else { throw Failure(.invalidRequest, "The lead was not moved.") }
        stageID = stage
    }

    /// The lead where it is put.
    ///
    /// - Throws: ``Failure`` as ``StageEntry`` has it.
    func applied(to before: Lead, at now: Timestamp, in tx: some SQLReading) throws -> Lead {
        var lead = try fields?.filled(before, in: tx) ?? before
        lead.stageId = stageID
        if let closeReason { lead.closeReason = closeReason }
        try StageEntry.check(lead, from: before, pointer: "/fields", in: tx)
        let (upper, lower) = try neighbours(of: lead, in: tx)
        let stays = lead.stageId == before.stageId && (upper.map { $0 < lead.rank } ?? true) && (lower.map { lead.rank < $0 } ?? true)
        if !stays { lead.rank = Rank.between(upper, lower, at: now) }
        return lead
    }

    /// Between which ranks it comes: a neighbour that has gone elsewhere is none.
    private func neighbours(of lead: Lead, in tx: some SQLReading) throws -> (Rank?, Rank?) {
        if let after, after != lead.id, let upper = try LeadRows.rank(of: after, in: stageID, tx) {
            return (upper, try LeadRows.rank(next: upper, after, besides: lead.id, in: stageID, tx))
        }
        if let before, before != lead.id, let lower = try LeadRows.rank(of: before, in: stageID, tx) {
            return (try LeadRows.rank(previous: lower, before, besides: lead.id, in: stageID, tx), lower)
        }
        return (nil, try LeadRows.firstRank(in: stageID, besides: lead.id, tx))
    }
}
