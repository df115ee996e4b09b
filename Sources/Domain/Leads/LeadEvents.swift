package import DataStore
import Identity
package import JobQueue
package import Primitives
package import Realtime

/// What the rooms of a lead and its workspace hear.
package struct LeadEvents: Sendable {
    let log: EventLog
    let clock: WallClock

    package init(log: EventLog, clock: WallClock = .system) {
        self.log = log
        self.clock = clock
    }

    /// `lead.updated`: the lead as it is now.
    func updated(_ lead: Lead, by actor: ID<Person>? = nil, trace: TraceID, in tx: WriteTransaction) throws {
        var payload = JSONWriter()
        payload.object { json in
            json.member("leadId", lead.id)
            json.member("status", lead.status)
            json.member("updatedAt", lead.updatedAt)
            json.member("version", lead.version)
            json.member("lead", lead)
        }
        try append(.leadUpdated, payload, of: lead, entity: lead.id, version: lead.version, by: actor, trace: trace, in: tx)
    }

    /// `pipeline.moved`: the lead as it is now, in the stage or at the place to which it was brought.
    ///
    /// - Parameter move: `nil` for another place in the same stage.
    func moved(
        _ lead: Lead, from before: Lead, _ move: StageMove?, by actor: ID<Person>?, trace: TraceID, in tx: WriteTransaction
    ) throws {
        let kind = try move?.to.kind ?? StageRows.find(lead.stageId, of: lead.projectId, in: tx)?.kind
        var payload = JSONWriter()
        payload.object { json in
            json.member("leadId", lead.id)
            json.member("from", before.stageId)
            json.member("to", lead.stageId)
            json.member("fromKind", move?.from?.kind ?? kind)
            json.member("toKind", kind)
            json.member("rank", lead.rank)
            json.member("value", lead.value)
            json.member("lead", lead)
            json.member("version", lead.version)
            json.member("updatedAt", lead.updatedAt)
        }
        var rooms: [Room] = [.lead(lead.id), .project(lead.projectId), .workspace(lead.workspaceId)]
        if before.projectId != lead.projectId { rooms.append(.project(before.projectId)) }
        try append(
            .pipelineMoved, payload, of: lead, entity: lead.id, version: lead.version, rooms: rooms, by: actor, trace: trace, in: tx)
    }

    /// `lead.reminder`: the moment has come; the lead as it is now.
    func reminded(_ lead: Lead, at moment: Timestamp, trace: TraceID, in tx: WriteTransaction) throws {
        var payload = JSONWriter()
        payload.object { json in
            json.member("leadId", lead.id)
            json.member("remindAt", moment)
            json.member("version", lead.version)
            json.member("lead", lead)
            json.member("updatedAt", lead.updatedAt)
        }
        try append(.leadReminder, payload, of: lead, entity: lead.id, version: lead.version, by: nil, trace: trace, in: tx)
    }

    /// `lead.contact.updated`.
    func updated(
        _ contact: Contact, isGone: Bool = false, of lead: Lead, by actor: ID<Person>?, trace: TraceID, in tx: WriteTransaction
    ) throws {
        var payload = JSONWriter()
        payload.object { json in
            json.member("leadId", lead.id)
            json.member("contactId", contact.id)
            json.member("contact", isGone ? nil : contact)
            json.member("version", contact.version)
            json.member("updatedAt", contact.updatedAt)
        }
        try append(.leadContactUpdated, payload, of: lead, entity: contact.id, version: contact.version, by: actor, trace: trace, in: tx)
    }

    /// `lead.note.updated`.
    func updated(
        _ note: Note, isGone: Bool = false, of lead: Lead, by actor: ID<Person>?, trace: TraceID, in tx: WriteTransaction
    ) throws {
        var payload = JSONWriter()
        payload.object { json in
            json.member("leadId", lead.id)
            json.member("noteId", note.id)
            json.member("note", isGone ? nil : note)
            json.member("version", note.version)
            json.member("updatedAt", note.updatedAt)
        }
        try append(.leadNoteUpdated, payload, of: lead, entity: note.id, version: note.version, by: actor, trace: trace, in: tx)
    }

    private func append<Entity>(
        _ type: EventType, _ payload: JSONWriter, of lead: Lead, entity: ID<Entity>, version: Int64, rooms: [Room]? = nil,
        by actor: ID<Person>?, trace: TraceID, in tx: WriteTransaction
    ) throws {
        try log.append(
            EventEnvelope(
                type, traceID: trace, actorID: actor.map { ID<Subject>($0) }, workspaceID: lead.workspaceId, entityID: entity,
                entityVersion: version, payload: JSONText(payload), emittedAt: clock.now()),
            rooms: rooms ?? [.lead(lead.id), .workspace(lead.workspaceId)], in: tx)
    }

    /// `lead.job.status`: a job about a lead changed. The entity is the job, so its versions never disturb the lead's.
    package func jobChanged(_ job: JobRecord, in tx: WriteTransaction) throws {
        guard let lead = job.subjectID.flatMap({ ID<Lead>($0) }), let workspace = job.workspaceID.flatMap({ ID<Workspace>($0) }) else {
            return
        }
        var payload = JSONWriter()
        payload.object { json in
            json.member("leadId", lead)
            json.member("job", job.kind)
            json.member("state", job.state)
            json.member("progress", job.progress)
            json.member("progressText", job.progressText)
            json.member("updatedAt", job.updatedAt)
            json.member("error", job.error)
        }
        try log.append(
            EventEnvelope(
                .leadJobStatus, traceID: job.traceID, workspaceID: workspace, entityID: job.id, entityVersion: job.version,
                payload: JSONText(payload), emittedAt: clock.now()),
            rooms: [.lead(lead), .workspace(workspace)], in: tx)
    }
}
