import DataStore
import FoundationEssentials

/// A handler whose kind of job is known at run time only.
struct AnyJobHandler: Sendable {
    let kind: String
    let queue: QueueName
    let run: @Sendable (JobRecord, JobContext) async throws -> JobOutcome
    let gaveUp: Jobs.GivingUp

    init<Handler: JobHandler>(_ handler: Handler) {
        kind = Handler.Work.kind
        queue = Handler.Work.queue
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
