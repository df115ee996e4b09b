import DataStore
import Primitives

extension Leads {
    /// Brings what follows from its stage in line with a lead that goes to another: since when it is there, where, and whether it is closed.
    ///
    /// - Throws: ``Failure`` `conflict` for a stage that is being emptied.
    func enter(_ lead: inout Lead, from before: Lead, at now: Timestamp, in tx: some SQLReading) throws -> StageMove {
        guard let to = try StageRows.find(lead.stageId, of: lead.projectId, in: tx) else {
            throw StoreError(.unreadableRow, "project \(lead.projectId) has no stage \(lead.stageId)")
        }
        let from = try StageRows.find(before.stageId, of: before.projectId, in: tx)
        let move = StageMove(from: from, to: to)
        lead.stageSince = now
        if lead.rank == before.rank { lead.rank = Rank.between(nil, try LeadRows.firstRank(in: to.id, besides: lead.id, tx), at: now) }
        if to.kind == .open {
            (lead.closedAt, lead.closeReason) = (nil, nil)
        } else if move.changesKind {
            lead.closedAt = now.onTheWire
            // Why it was lost is no reason why it was won.
            if lead.closeReason == before.closeReason { lead.closeReason = nil }
        }
        return move
    }

    /// Keeps a move: the one place that hears of every lead that is won, lost, or open again.
    ///
    /// - Parameter since: when the lead had come to the stage that it leaves.
    func record(
        _ move: StageMove, of lead: Lead, since: Timestamp, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction
    ) throws {
        try PipelineEventRows.insert(move, of: lead, since: since, at: lead.stageSince, by: actor, in: tx)
        let notes = try payouts.leadMoved(lead, from: move.from?.kind, to: move.to.kind, by: actor, trace: trace, in: tx)
        try record(notes, of: lead, by: actor, in: tx)
    }
}
