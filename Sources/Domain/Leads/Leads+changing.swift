import DataStore
import Identity
import Primitives
import Realtime

extension Leads {
    /// As what the rooms of a lead hear of a change.
    enum ChangeEvent {
        case updated
        case reminded(at: Timestamp)
    }

    /// Writes a changed lead with its next version, its history, its keys, and tells its rooms: the one place where a lead changes.
    ///
    /// A lead that is as before is left alone.
    @discardableResult
    func change(
        _ before: Lead, to after: Lead, by actor: ChangeActor, telling event: ChangeEvent = .updated, trace: TraceID,
        in tx: WriteTransaction
    ) throws -> Lead {
        guard after != before else { return before }
        var lead = after
        lead.version = before.version + 1
        lead.updatedAt = clock.now()
        let move = lead.stageId == before.stageId ? nil : try enter(&lead, from: before, at: lead.updatedAt, in: tx)
        let changes = LeadField.changes(from: before, to: lead)
        try LeadRows.update(lead, from: before, in: tx)
        try LeadIndex.update(lead, from: before, in: tx)
        try record(changes, of: lead, by: actor, in: tx)
        if lead.tags != before.tags { try LeadTags.set(lead.tags, of: lead, in: tx) }
        if lead.projectId != before.projectId { try LeadKeyRows.move(lead.id, to: lead.projectId, in: tx) }
        if !lead.hasSameKeys(as: before) {
            try LeadKeyRows.replace(try Duplicates.keys(of: lead, in: tx), of: lead.id, in: lead.projectId, source: .lead, tx)
        }
        try scheduleReminder(of: lead, before: before, trace: trace, in: tx)
        if let move { try record(move, of: lead, since: before.stageSince, by: actor, trace: trace, in: tx) }
        try notify(of: lead, since: before, by: actor, telling: event, trace: trace, in: tx)
        switch event {
        case .updated where lead.isPlaced(otherwiseThan: before):
            try events.moved(lead, from: before, move, by: actor.personID, trace: trace, in: tx)
        case .updated: try events.updated(lead, by: actor.personID, trace: trace, in: tx)
        case .reminded(let moment): try events.reminded(lead, at: moment, trace: trace, in: tx)
        }
        self.changes.record(.update, lead, of: Lead.changes, in: lead.workspaceId, tx)
        return lead
    }

    /// The same for a lead whose row is as it was read in this write.
    @discardableResult
    func change(_ lead: Lead, by actor: ChangeActor = .node, trace: TraceID, in tx: WriteTransaction) throws -> Lead {
        guard let before = try LeadRows.find(lead.id, in: tx) else { throw LeadIsGone(id: lead.id) }
        return try change(before, to: lead, by: actor, trace: trace, in: tx)
    }

    /// Adds an entry to the history of a lead, also for what belongs to it and has versions of its own.
    func record(_ changes: [FieldChange], of lead: Lead, by actor: ChangeActor, in tx: WriteTransaction) throws {
        guard !changes.isEmpty else { return }
        let now = clock.now()
        try LeadChangeRows.insert(
            LeadChange(id: ID(at: now), leadID: lead.id, mergedID: nil, version: lead.version, at: now, actor: actor, changes: changes),
            in: tx)
    }
}
