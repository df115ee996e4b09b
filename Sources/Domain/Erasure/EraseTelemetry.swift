package import Identity
package import JobQueue
package import Primitives

/// Takes somebody out of what the node has written about its own work: reports of errors, recent lines of the log, traces.
///
/// A job, since that is kept in a database of its own, which may be busy or away while the product's is not.
package struct EraseTelemetry: Job {
    package static let kind = "erase_telemetry"
    package static let queue: QueueName = "erasure"
    /// With the queue's back-off the better part of a day.
    package static let maxAttempts = 20
    /// Far more than it takes to read all that is kept.
    package static let timeout = Duration.hours(1)
    /// How long what was noted before the erasure may wait in memory: a step of a trace, for another of it that fails.
    static let settling = Duration.seconds(45)

    let workspaceID: ID<Workspace>
    let terms: SealedTerms
    let orderedAt: Timestamp
}

/// Runs ``EraseTelemetry``: at once, and again when all that was in memory has been written.
package struct EraseTelemetryHandler: JobHandler {
    private let ring: KeyRing
    private let clock: WallClock
    private let forget: @Sendable (_ terms: [String], _ workspace: ID<Workspace>) async throws -> Void

    /// - Parameter forget: takes the texts out of what is kept of the workspace.
    package init(
        ring: KeyRing, clock: WallClock = .system,
        forget: @escaping @Sendable (_ terms: [String], _ workspace: ID<Workspace>) async throws -> Void
    ) {
        self.ring = ring
        self.clock = clock
        self.forget = forget
    }

    package func run(_ job: EraseTelemetry, context: JobContext) async throws -> JobOutcome { try await run(job) }

    func run(_ job: EraseTelemetry) async throws -> JobOutcome {
        guard let terms = job.terms.open(with: ring) else { return .cancel(reason: Unreadable()) }
        let start = clock.now()
        try await forget(terms, job.workspaceID)
        let rest = job.orderedAt + EraseTelemetry.settling - start
        return rest > .zero ? .snooze(for: min(rest, EraseTelemetry.settling)) : .done
    }

    struct Unreadable: Error, CustomStringConvertible {
        var description: String { "what is to be erased can't be read: the root secret is another one. Erase the lead or person again" }
    }
}
