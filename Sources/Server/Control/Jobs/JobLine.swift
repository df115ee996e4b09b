package import JobQueue
package import Primitives

/// A job as lists show it to the operator: as the API has it, and whose it is.
package struct JobLine: Codable, Sendable {
    package let id: ID<JobRecord>
    /// Absent for the node's own jobs.
    package let workspaceId: String?
    package let workspace: String?
    package let queue: String
    package let kind: String
    package let external: Bool
    package let state: JobState
    package let held: Bool
    package let priority: Int
    package let runAt: Timestamp
    package let attempt: Int
    package let maxAttempts: Int
    package let progress: Int
    package let progressText: String?
    package let error: String?
    package let subjectId: String?
    package let key: String?
    package let parentId: ID<JobRecord>?
    package let waitsFor: Int
    package let worker: String?
    package let leaseExpiresAt: Timestamp?
    package let cancelReason: String?
    package let traceId: String
    package let version: Int64
    package let createdAt: Timestamp
    package let startedAt: Timestamp?
    package let finishedAt: Timestamp?
    package let updatedAt: Timestamp

    /// - Parameter names: of workspaces, by id.
    init(_ job: JobRecord, names: [String: String]) {
        id = job.id
        workspaceId = job.workspaceID
        workspace = job.workspaceID.flatMap { names[$0] }
        queue = job.queue.description
        kind = job.kind
        external = job.isExternal
        state = job.state
        held = job.isHeld
        priority = job.priority
        runAt = job.runAt
        attempt = job.attempt
        maxAttempts = job.maxAttempts
        progress = job.progress
        progressText = job.progressText
        error = job.error
        subjectId = job.subjectID
        key = job.limitKey.map { Self.name(ofKey: $0, in: job.workspaceID) }
        parentId = job.parentID
        waitsFor = job.waitsFor
        worker = job.worker
        leaseExpiresAt = job.leaseExpiresAt
        cancelReason = job.cancelReason
        traceId = job.traceID.description
        version = job.version
        createdAt = job.createdAt
        startedAt = job.startedAt
        finishedAt = job.finishedAt
        updatedAt = job.updatedAt
    }

    /// Without what keeps the keys of workspaces apart in the table.
    private static func name(ofKey key: String, in workspace: String?) -> String {
        let prefix = ["workspace \(workspace ?? "") ", "node "].first { key.hasPrefix($0) }
        return String(key.dropFirst(prefix?.count ?? 0))
    }
}
