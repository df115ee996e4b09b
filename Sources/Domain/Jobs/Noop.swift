package import JobQueue

/// Ends at once: for measuring the queue, and for checking that it runs.
package struct Noop: Job {
    package static let kind = "noop"
    package static let queue: QueueName = "noop"
    package static let limits = QueueLimits(concurrency: 64)

    /// Takes whatever it is given.
    package init(from decoder: any Decoder) {}

    package func encode(to encoder: any Encoder) throws {
        _ = encoder.container(keyedBy: NoKey.self)
    }

    private enum NoKey: CodingKey {}
}

/// Runs ``Noop``.
package struct NoopHandler: JobHandler {
    package init() {}

    package func run(_ job: Noop, context: JobContext) async throws -> JobOutcome { .done }
}
