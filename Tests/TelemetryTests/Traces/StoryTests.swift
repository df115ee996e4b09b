import DataStore
import JobQueue
import Logging
import Primitives
import TestSupport
import Testing
import Tracing

@testable import Realtime
@testable import Telemetry

/// A request, what it writes, the job that it wants and the event that it causes are one story.
@Suite struct StoryTests {
    private struct Greet: Job {
        static let kind = "greet"
        static let queue: QueueName = "greetings"
        static let maxAttempts = 1
        let fails: Bool
    }

    private struct Refused: Error {}

    private struct GreetHandler: JobHandler {
        let store: Store

        func run(_ job: Greet, context: JobContext) async throws -> JobOutcome {
            try await store.write { tx in try tx.execute("INSERT INTO greeting DEFAULT VALUES") }
            if job.fails { throw Refused() }
            return .done
        }
    }

    private static let schema = Jobs.migrations + [Migration("test/001", "CREATE TABLE greeting (id {sequence}) {strict};")]

    /// Runs a request that enqueues one job, and then the job; answers the spans of the one trace that is kept, if it is.
    private func story(share: Double, jobFails: Bool) async throws -> [TraceSpan]? {
        try await withFolder { folder in
            let store = try Store(path: folder + "/test.sqlite", migrations: Self.schema)
            let telemetry = try Store(path: folder + "/telemetry.sqlite", migrations: TelemetrySchema.migrations)
            let world = TraceWorld(share: share)
            let jobs = Jobs(store: store)
            let logger = Logger(label: "x") { _ in SwiftLogNoOpLogHandler() }
            let runner = JobRunner(jobs: jobs, handlers: [GreetHandler(store: store)], queues: [Greet.queue: 1], logger: logger)
            try await withTracer(world.tracer) {
                let request = world.begin("POST /greetings")
                let trace = try #require(request.context.trace)
                try await ServiceContext.$current.withValue(request.context) {
                    try await store.write { tx in try jobs.enqueue(Greet(fails: jobFails), trace: trace.traceID, in: tx) }
                }
                request.end()
                try await runner.runOnce()
            }
            try await world.store(in: telemetry)
            let kept = try await world.list(in: telemetry)
            let spans = try await telemetry.read { tx in try kept.first.flatMap { try TraceReading.spans(of: $0.traceID, in: tx) } }
            try telemetry.close()
            try store.close()
            return spans
        }
    }

    @Test func `A story in which all went well and fast is told by its share alone`() async throws {
        #expect(try await story(share: 0, jobFails: false) == nil)
        #expect(try await story(share: 1, jobFails: false)?.count == 4)
    }

    @Test func `The job that fails is a step of the write that wanted it`() async throws {
        let spans = try #require(try await story(share: 0, jobFails: true))
        let byID = Dictionary(uniqueKeysWithValues: spans.map { ($0.id, $0) })
        func parent(_ span: TraceSpan?) -> TraceSpan? { span?.parentID.flatMap { byID[$0] } }
        let job = try #require(spans.first { $0.name == "greet" })
        #expect(job.kind == "consumer" && job.isFailed && job.attributes["job.outcome"] == "failed" && job.attributes["job.attempt"] == 1)
        #expect(parent(job)?.name == "store.write")
        #expect(parent(parent(job))?.name == "POST /greetings")
        let write = try #require(spans.first { $0.name == "store.write" && $0.parentID == job.id })
        #expect(write.attributes["store.batch_size"] == 1 && write.attributes["store.queue_ms"] != nil)
    }

    @Test func `A job of another trace than whoever enqueues it is no step of theirs`() async throws {
        try await withStore(Self.schema) { store in
            let jobs = Jobs(store: store)
            let context = TraceWorld().begin().context
            let (own, other) = try await ServiceContext.$current.withValue(context) {
                try await store.write { tx in
                    (
                        try jobs.enqueue(Greet(fails: false), trace: context.trace?.traceID ?? TraceID(), in: tx),
                        try jobs.enqueue(Greet(fails: true), trace: TraceID(), in: tx)
                    )
                }
            }
            #expect(own.spanID != nil && other.spanID == nil)
        }
    }

    @Test func `An event's way ends with the last loop, or when a loop gives it up`() async throws {
        try await withStore(TelemetrySchema.migrations) { store in
            let world = TraceWorld(share: 1)
            let root = world.begin()
            try withTracer(world.tracer) {
                #expect(FanOut("lead.updated", in: .topLevel) == nil)
                let fanOut = try #require(FanOut("lead.updated", in: root.context))
                fanOut.posted()
                fanOut.posted()
                fanOut.delivered(to: 3)
                fanOut.handedOver()
                root.end()
                #expect(world.book.drain() == nil)
                fanOut.delivered(to: 4)
            }
            try await world.store(in: store)
            let trace = try #require(try await world.list(in: store).first)
            let spans = try #require(try await store.read { try TraceReading.spans(of: trace.traceID, in: $0) })
            let event = try #require(spans.first { $0.name == "event lead.updated" })
            #expect(event.attributes["event.subscribers"] == 7 && event.attributes["event.loops"] == 2)

            let next = world.begin()
            try withTracer(world.tracer) {
                let lost = try #require(FanOut("lead.updated", in: next.context))
                lost.posted()
                lost.handedOver()
            }
            next.end()
            try await world.store(in: store)
            #expect(try await world.list(in: store).first?.spanCount == 2)
        }
    }
}
