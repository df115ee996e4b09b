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
        try log.append(
            EventEnvelope(
                .leadUpdated, traceID: trace, actorID: actor.map { ID<Subject>($0) }, workspaceID: lead.workspaceId, entityID: lead.id,
                entityVersion: lead.version, payload: JSONText(payload), emittedAt: clock.now()),
            rooms: [.lead(lead.id), .workspace(lead.workspaceId)], in: tx)
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
