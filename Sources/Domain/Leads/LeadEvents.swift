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
        struct Payload: Encodable {
            let leadId: ID<Lead>
            let status: LeadStatus
            let updatedAt: Timestamp
            let version: Int64
            let lead: Lead
        }
        let payload = Payload(leadId: lead.id, status: lead.status, updatedAt: lead.updatedAt, version: lead.version, lead: lead)
        try log.append(
            EventEnvelope(
                .leadUpdated, traceID: trace, actorID: actor.map { ID<Subject>($0) }, workspaceID: lead.workspaceId, entityID: lead.id,
                entityVersion: lead.version, payload: try JSONText(encoding: payload), emittedAt: clock.now()),
            rooms: [.lead(lead.id), .workspace(lead.workspaceId)], in: tx)
    }

    /// `lead.job.status`: a job about a lead changed. The entity is the job, so its versions never disturb the lead's.
    package func jobChanged(_ job: JobRecord, in tx: WriteTransaction) throws {
        guard let lead = job.subjectID.flatMap({ ID<Lead>($0) }), let workspace = job.workspaceID.flatMap({ ID<Workspace>($0) }) else {
            return
        }
        struct Payload: Encodable {
            let leadId: ID<Lead>
            let job: String
            let state: JobState
            let progress: Int
            let progressText: String?
            let updatedAt: Timestamp
            let error: String?
        }
        let payload = Payload(
            leadId: lead, job: job.kind, state: job.state, progress: job.progress, progressText: job.progressText, updatedAt: job.updatedAt,
            error: job.error)
        try log.append(
            EventEnvelope(
                .leadJobStatus, traceID: job.traceID, workspaceID: workspace, entityID: job.id, entityVersion: job.version,
                payload: try JSONText(encoding: payload), emittedAt: clock.now()),
            rooms: [.lead(lead), .workspace(workspace)], in: tx)
    }
}
