import DataStore
import FoundationEssentials

/// A handler whose kind of job is known at run time only.
struct AnyJobHandler: Sendable {
    let queue: QueueName
    let timeout: Duration
    let run: @Sendable (JobRecord, JobContext) async throws -> JobOutcome
    let gaveUp: @Sendable (JobRecord, any Error, WriteTransaction) throws -> Void

    init<Handler: JobHandler>(_ handler: Handler) {
        queue = Handler.Work.queue
        timeout = Handler.Work.timeout
        run = { record, context in
            try await handler.run(Self.decode(record), context: context)
        }
        gaveUp = { record, reason, tx in
            try handler.gaveUp(Self.decode(record), reason: reason, record: record, in: tx)
        }
    }

    private static func decode<Work: Job>(_ record: JobRecord) throws -> Work {
        try JSONDecoder().decode(Work.self, from: Data(record.arguments.utf8))
    }
}
