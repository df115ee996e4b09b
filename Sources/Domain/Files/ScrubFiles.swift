package import Blobs
package import DataStore
import Identity
package import JobQueue
import Logging
package import Primitives
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
    /// When the round began; `nil` until it has.
    let began: Timestamp?

    package init(after: ScrubPlace? = nil, began: Timestamp? = nil) {
        self.after = after
        self.began = began
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
    private let alert: DamageAlert
    private let pause: @Sendable (Duration) async throws -> Void

    package init(
        store: Store, blobs: BlobStore, jobs: Jobs, log: EventLog, alert: DamageAlert,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.store = store
        self.blobs = blobs
        self.jobs = jobs
        self.log = log
        self.alert = alert
        self.pause = pause
    }

    package func run(_ job: ScrubFiles, context: JobContext) async throws -> JobOutcome {
        if job.after == nil { try await blobs.reviewMarked() }
        let began = job.began ?? jobs.clock.now()
        let report = try await blobs.scrub(
            after: job.after, byteLimit: Self.stretchBytes, bytesPerSecond: Self.bytesPerSecond, pause: pause)
        for file in report.damaged {
            context.logger.error(
                "A stored file is damaged",
                metadata: ["sha256": "\(file.hash)", "fault": "\(file.fault.rawValue)", "names": "\(file.names.joined(separator: ", "))"])
        }
        let told = try await store.write { tx in
            let told = try tell(of: report.damaged, since: began, context.traceID, in: tx)
            // Ended first: the next one has the same key.
            try context.complete(in: tx)
            let next = report.next.map { ScrubFiles(after: $0, began: began) } ?? ScrubFiles()
            let runAt = report.next == nil ? jobs.clock.now() + ScrubFiles.interval : nil
            try jobs.enqueue(next, trace: context.traceID, runAt: runAt, in: tx)
            return told
        }
        if told > 0 { context.logger.notice("Owners and admins are told of damaged files by mail", metadata: ["mails": "\(told)"]) }
        return .done
    }

    /// Marks what is damaged, and tells the workspaces of what was not known: each by events, and by one mail a round.
    ///
    /// - Returns: how many mails.
    private func tell(of damaged: [DamagedFile], since began: Timestamp, _ trace: TraceID, in tx: WriteTransaction) throws -> Int {
        let spaces = Set(damaged.map(\.space))
        let informed = try spaces.filter { try blobs.hasMarked(in: $0, since: began, tx) }
        let new = try blobs.mark(damaged, in: tx)
        for file in new { try tell(of: file, trace, in: tx) }
        return try Dictionary(grouping: new, by: \.space).reduce(0) { count, found in
            guard !informed.contains(found.key) else { return count }
            return count + (try alert.send(found.value, of: ID(high: found.key.high, low: found.key.low), trace: trace, in: tx))
        }
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
