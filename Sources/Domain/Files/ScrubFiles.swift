package import Blobs
package import DataStore
import Identity
package import JobQueue
import Logging
import Primitives
package import Realtime

/// Reads a stretch of all stored files again and compares them with their hashes; then keeps the job for the next stretch, or for the next
/// round.
package struct ScrubFiles: Job {
    package static let kind = "scrub_files"
    package static let queue: QueueName = "scrub"
    package static let timeout: Duration = .minutes(30)
    /// Between the end of a round and the next: a disk that rots is known within a week or two.
    package static let interval: Duration = .days(7)

    /// Where the stretch before ended; `nil` begins a round.
    let after: ScrubPlace?

    package init(after: ScrubPlace? = nil) {
        self.after = after
    }

    /// One round at a time, whatever stretch it is in.
    package var uniqueness: Uniqueness? { Uniqueness(key: "round", onConflict: .keep) }
}

/// Runs ``ScrubFiles``.
package struct ScrubFilesHandler: JobHandler {
    /// A tenth of what a slow disk reads: others hardly notice.
    package static let bytesPerSecond: Int64 = 20 << 20
    /// Five minutes' work: what a restart has to read again.
    private static let stretchBytes: Int64 = bytesPerSecond * 300

    let store: Store
    let blobs: BlobStore
    let jobs: Jobs
    let log: EventLog
    private let pause: @Sendable (Duration) async throws -> Void

    package init(
        store: Store, blobs: BlobStore, jobs: Jobs, log: EventLog,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.store = store
        self.blobs = blobs
        self.jobs = jobs
        self.log = log
        self.pause = pause
    }

    package func run(_ job: ScrubFiles, context: JobContext) async throws -> JobOutcome {
        if job.after == nil { try await blobs.reviewMarked() }
        let report = try await blobs.scrub(
            after: job.after, byteLimit: Self.stretchBytes, bytesPerSecond: Self.bytesPerSecond, pause: pause)
        for file in report.damaged {
            context.logger.error(
                "A stored file is damaged",
                metadata: ["sha256": "\(file.hash)", "fault": "\(file.fault.rawValue)", "names": "\(file.names.joined(separator: ", "))"])
        }
        try await store.write { tx in
            for file in try blobs.mark(report.damaged, in: tx) { try tell(of: file, context.traceID, in: tx) }
            // Ended first: the next one has the same key.
            try context.complete(in: tx)
            let next = ScrubFiles(after: report.next)
            let runAt = report.next == nil ? jobs.clock.now() + ScrubFiles.interval : nil
            try jobs.enqueue(next, trace: context.traceID, runAt: runAt, in: tx)
        }
        return .done
    }

    private func tell(of file: DamagedFile, _ trace: TraceID, in tx: WriteTransaction) throws {
        let workspace = ID<Workspace>(high: file.space.high, low: file.space.low)
        let now = jobs.clock.now()
        var payload = JSONWriter()
        payload.object { json in
            json.member("sha256", file.hash.description)
            json.member("fault", file.fault.rawValue)
            json.member("names", array: file.names)
            json.member("foundAt", now)
        }
        try log.append(
            EventEnvelope(
                .fileDamaged, traceID: trace, workspaceID: workspace, entityID: ID<DamagedFile>(at: now), entityVersion: 1,
                payload: JSONText(payload), emittedAt: now),
            rooms: [.workspace(workspace)], in: tx)
    }
}
