import Blobs
import Domain
import JobQueue
import Primitives
import Realtime

/// A war room as the API shows it.
struct WarRoomAnswer: Encodable {
    private struct Job: Encodable {
        let id: ID<JobRecord>
        let kind: String
        let state: JobState
        let progress: Int
        let progressText: String?
        let attempt: Int
        let maxAttempts: Int
        let error: String?
        let version: Int64
        let createdAt: Timestamp
        let startedAt: Timestamp?
        let finishedAt: Timestamp?
        let updatedAt: Timestamp
    }

    private struct DossierAnswer: Encodable {
        let id: ID<Dossier>
        let createdAt: Timestamp
        let pages: Int
        let byteCount: Int64
        let url: String
        let expiresAt: Timestamp
    }

    private let lead: Lead
    private let analysis: Analysis?
    private let dossier: DossierAnswer?
    private let jobs: [Job]
    private let cursor: EventCursor

    init(_ room: WarRoom, files: SignedURLs) {
        lead = room.lead
        analysis = room.analysis
        dossier = room.dossier.map { dossier in
            let link = files.sign(dossier.object)
            return DossierAnswer(
                id: dossier.id, createdAt: dossier.createdAt, pages: dossier.pages, byteCount: dossier.object.byteCount, url: link.path,
                expiresAt: link.expiresAt)
        }
        jobs = room.jobs.map { job in
            Job(
                id: job.id, kind: job.kind, state: job.state, progress: job.progress, progressText: job.progressText, attempt: job.attempt,
                maxAttempts: job.maxAttempts, error: job.error, version: job.version, createdAt: job.createdAt, startedAt: job.startedAt,
                finishedAt: job.finishedAt, updatedAt: job.updatedAt)
        }
        cursor = room.position
    }

    private enum CodingKeys: CodingKey { case lead, analysis, dossier, jobs, cursor }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(lead, forKey: .lead)
        try container.encode(analysis, forKey: .analysis)
        try container.encode(dossier, forKey: .dossier)
        try container.encode(jobs, forKey: .jobs)
        try container.encode(cursor, forKey: .cursor)
    }
}
