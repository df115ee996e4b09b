import Blobs
import DataStore
package import Identity
import JobQueue
package import Primitives
import Realtime

extension Leads {
    /// Puts one lead into another: fields, tags and notes as ``Lead/absorb(_:)`` has it, and contacts, notes, messages, files, dossiers,
    /// analyses, and history with them, and what it is known by. What was put in answers `leadMerged` from then on.
    ///
    /// - Parameters:
    ///   - version: that of the lead which stays.
    ///   - otherVersion: that of the one which goes.
    /// - Throws: ``Failure`` `forbidden`, `notFound`, `leadMerged`, `versionRequired`, `staleVersion`, `invalidRequest` for one and the
    ///   same lead, `conflict` for one in the trash.
    package func merge(
        _ other: ID<Lead>, version otherVersion: Int64?, into id: ID<Lead>, version: Int64?, by principal: Principal, trace: TraceID
    ) async throws -> Lead {
        try principal.require(.leadsWrite)
        return try await store.write { [self] tx in
            let into = try find(id, for: principal, in: tx)
            let from = try findOther(other, than: id, for: principal, in: tx)
            try BaseVersion.require(version, is: into.version, of: into) {
                try differences(of: into, since: version ?? 0, to: into, in: tx)
            }
            try BaseVersion.require(otherVersion, is: from.version, of: from) {
                try differences(of: from, since: otherVersion ?? 0, to: from, in: tx)
            }
            try Self.requireOutsideTrash(into)
            try Self.requireOutsideTrash(from)
            return try merge(from, into: into, by: ChangeActor(principal), trace: trace, in: tx)
        }
    }

    private func findOther(_ other: ID<Lead>, than id: ID<Lead>, for principal: Principal, in tx: some SQLReading) throws -> Lead {
        guard other != id else {
            throw Failure(.invalidRequest, "A lead can't be merged into itself.", fields: [FieldFault("/from", "Name another lead.")])
        }
        guard let from = try LeadRows.find(other, of: principal.workspaceID, in: tx) else {
            throw Failure(.invalidRequest, "There is nothing to merge.", fields: [FieldFault("/from", "This workspace has no such lead.")])
        }
        return from
    }

    private func merge(_ from: Lead, into: Lead, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction) throws -> Lead {
        var merged = into
        let rest = merged.absorb(from)
        // A new version in any case: there is more of it now.
        merged.updatedAt = clock.now()
        let keys = try LeadKeyRows.keys(of: from.id, in: tx)
        try move(from, to: into, in: tx)
        try Channels.merge(
            from, into: into, ChatEvents(log: log, clock: clock), by: actor.personID, trace: trace, in: tx)
        if try MessageIndex.isBehind(in: tx) {
            try jobs.enqueue(FollowMovedMessages(), workspace: into.workspaceId.description, trace: trace, in: tx)
        }
        try removeMerged(from, into: into, by: actor, trace: trace, in: tx)

        let stored = try change(into, to: merged, by: actor, trace: trace, in: tx)
        let mark: JSONValue = ["id": .string(from.id.description), "company": .string(from.company)]
        try record([FieldChange(field: "merged", before: .null, after: mark)], of: stored, by: actor, in: tx)
        try keep(rest, of: stored, by: actor, trace: trace, in: tx)
        try updateContactKeys(of: stored, in: tx)
        try LeadKeyRows.add(keys, of: stored.id, in: stored.projectId, source: .merged, tx)
        try LeadIndex.rebuild(stored, in: tx)
        return stored
    }

    private func move(_ from: Lead, to into: Lead, in tx: WriteTransaction) throws {
        let now = clock.now()
        let (contacts, notes) = (try ContactRows.list(of: from.id, in: tx), try NoteRows.list(of: from.id, in: tx))
        guard try ContactRows.count(of: into.id, in: tx) + contacts.count <= Contact.limitPerLead else {
            throw Failure(
                .conflict, "Together they have more than \(Contact.limitPerLead) contacts, which is the most a lead can. Take some away.")
        }
        guard try NoteRows.count(of: into.id, in: tx) + notes.count <= Note.limitPerLead else {
            throw Failure(
                .conflict, "Together they have more than \(Note.limitPerLead) notes, which is the most a lead can. Take some away.")
        }
        for table in ["contact", "note", "analysis", "dossier", "pipeline_event", "notification", "webhook_delivery"] {
            try tx.execute("UPDATE \(table) SET lead_id = ? WHERE lead_id = ?", [into.id, from.id])
        }
        try AnalysisRows.removeOld(of: into.id, keeping: Analyses.keptVersions, in: tx)
        for var contact in contacts {
            contact.leadId = into.id
            changes.record(.update, contact, of: Contact.changes, in: into.workspaceId, tx)
        }
        for var note in notes {
            note.leadId = into.id
            changes.record(.update, note, of: Note.changes, in: into.workspaceId, tx)
        }
        try LeadChangeRows.move(from: from.id, to: into.id, in: tx)
        try PayoutRows.move(from: from.id, to: into.id, in: tx)
        try LeadKeyRows.remove(of: from.id, in: tx)
        try LeadTags.set([], of: from, in: tx)
        try Buckets.moveFolder(
            from.id.description, to: into.id.description, in: LeadFiles.bucket, of: ID(of: from.workspaceId), at: now, in: tx)
    }

    private func removeMerged(_ from: Lead, into: Lead, by actor: ChangeActor, trace: TraceID, in tx: WriteTransaction) throws {
        var gone = from
        gone.version += 1
        gone.updatedAt = clock.now()
        gone.deletedAt = gone.updatedAt
        try events.updated(gone, by: actor.personID, trace: trace, in: tx)
        try MergedLeadRows.insert(from.id, of: from.workspaceId, into: into.id, at: gone.updatedAt, in: tx)
        while try LeadRemoval.step(from, of: self, in: tx) {}
    }
}
