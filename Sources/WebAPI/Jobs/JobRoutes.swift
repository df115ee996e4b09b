import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import JobQueue
import Primitives
import Realtime

/// Looking at jobs, enqueuing them, and acting on them.
struct JobRoutes: Sendable {
    /// The arguments of a job with some children; larger flows carry references.
    private static let orderLimit = 1 << 20
    /// A thousand jobs with 8 KB of arguments each.
    private static let batchLimit = 8 << 20
    private static let actLimit = 4_096
    private static let defaultPageSize = 50

    let desk: JobDesk
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("jobs", .get, gate, needs: .jobsRead, .listJobs, use: list)
        router.on("jobs", .post, gate, needs: .jobsEnqueue, .enqueueJob, use: enqueue)
        router.on("jobs", .delete, gate, needs: .jobsManage, .cleanJobs, use: clean)
        router.on("jobs/batch", .post, gate, needs: .jobsEnqueue, .enqueueJobs, use: enqueueBatch)
        router.on("jobs/retry", .post, gate, needs: .jobsManage, .retryJobs, use: retryAll)
        router.on("jobs/{job}", .get, gate, needs: .jobsRead, .showJob, use: show)
        router.on("jobs/{job}", .delete, gate, needs: .jobsManage, .removeJob, use: remove)
        router.on("jobs/{job}/retry", .post, gate, needs: .jobsManage, .retryJob) { [desk] call in
            .json(ShortJobAnswer(try await desk.retry(try id(in: call.context), act: call.act)))
        }
        router.on("jobs/{job}/promote", .post, gate, needs: .jobsManage, .promoteJob) { [desk] call in
            .json(ShortJobAnswer(try await desk.promote(try id(in: call.context), act: call.act)))
        }
        router.on("jobs/{job}/cancel", .post, gate, needs: .jobsManage, .cancelJob, use: cancel)
    }

    // MARK: Looking

    @Sendable private func list(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let place = try ListPlace(call, upTo: JobDesk.pageLimit, standard: Self.defaultPageSize)
        let page = try await desk.list(
            state: try state(query["state"], "state"), queue: query["queue"], kind: query["kind"], text: query["q"], for: call.principal,
            cursor: place.position, limit: place.limit)
        return place.answer(page.items.map { ShortJobAnswer($0) }, next: page.next)
    }

    @Sendable private func show(_ call: Call) async throws -> Response {
        .json(WholeJobAnswer(whole: try await desk.show(try id(in: call.context), for: call.principal)))
    }

    // MARK: Enqueuing

    struct EnqueuedJobAnswer: Sampled {
        let enqueued: Jobs.Enqueued

        static var sample: Self { Self(enqueued: Jobs.Enqueued(.sample, isNew: true)) }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("job", ShortJobAnswer(enqueued.job))
                json.member("duplicate", !enqueued.isNew)
            }
        }
    }

    @Sendable private func enqueue(_ call: Call) async throws -> Response {
        let key = try call.request.headers[.idempotencyKey].map { try IdempotencyKey($0) }
        let body = try await call.request.jsonSlice(upTo: Self.orderLimit, in: call.context)
        var reader = BodyReader()
        let order = reader.order(body, at: "")
        try reader.finish()
        let enqueued = try await desk.enqueue(
            order, by: call.principal, key: key, body: key.map { _ in body.text }, trace: call.context.record.traceID)
        return .json(
            EnqueuedJobAnswer(enqueued: enqueued), status: enqueued.isNew ? .created : .ok,
            headers: [.location: "/api/v1/jobs/\(enqueued.job.id)"])
    }

    struct EnqueuedBatchAnswer: Sampled {
        let enqueued: [Jobs.Enqueued]

        static var sample: Self { Self(enqueued: [Jobs.Enqueued(.sample, isNew: true)]) }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("ids", array: enqueued.map(\.job.id))
                json.member("duplicates", enqueued.count { !$0.isNew })
            }
        }
    }

    @Sendable private func enqueueBatch(_ call: Call) async throws -> Response {
        let body = try await call.request.jsonSlice(upTo: Self.batchLimit, in: call.context)
        var orders: [JobOrder] = []
        try BodyReader.read(body) { reader, name, value in
            guard name == "jobs" else { return false }
            orders = reader.elements(value, limit: JobDesk.batchLimit, "", "/jobs").enumerated().map { position, value in
                reader.order(value, at: "/jobs/\(position)")
            }
            return true
        }
        let enqueued = try await desk.enqueue(orders, by: call.principal, trace: call.context.record.traceID)
        return .json(EnqueuedBatchAnswer(enqueued: enqueued), status: .created)
    }

    // MARK: Acting

    @Sendable private func cancel(_ call: Call) async throws -> Response {
        var reason: String?
        try BodyReader.read(try await call.request.optionalJSONSlice(upTo: Self.actLimit, in: call.context)) { reader, name, value in
            guard name == "reason" else { return false }
            reason = reader.string(value, "", "/reason")
            return true
        }
        return .json(ShortJobAnswer(try await desk.cancel(try id(in: call.context), because: reason, act: call.act)))
    }

    @Sendable private func remove(_ call: Call) async throws -> Response {
        try await desk.remove(try id(in: call.context), act: call.act)
        return Response(status: .noContent)
    }

    struct RetriedJobsAnswer: Sampled {
        let count: Int

        static var sample: Self { Self(count: 3) }

        func write(to json: inout JSONWriter) { json.object { $0.member("retried", count) } }
    }

    struct RemovedJobsAnswer: Sampled {
        let count: Int

        static var sample: Self { Self(count: 3) }

        func write(to json: inout JSONWriter) { json.object { $0.member("removed", count) } }
    }

    @Sendable private func retryAll(_ call: Call) async throws -> Response {
        var words: [String: String] = [:]
        try BodyReader.read(try await call.request.jsonSlice(upTo: Self.actLimit, in: call.context)) { reader, name, value in
            guard ["state", "queue", "kind"].contains(name) else { return false }
            words[name] = reader.string(value, "", "/\(name)")
            return true
        }
        let state = try required(try state(words["state"], "/state"), "/state")
        let count = try await desk.retryAll(state, queue: words["queue"], kind: words["kind"], act: call.act)
        return .json(RetriedJobsAnswer(count: count))
    }

    @Sendable private func clean(_ call: Call) async throws -> Response {
        let query = Query(call.request.uri)
        let state = try required(try state(query["state"], "state"), "state")
        let age = try query["olderThanSeconds"].map { text in
            // A hundred years, so that the moment is one.
            guard let seconds = Int64(text), (0...3_155_760_000).contains(seconds) else {
                throw Failure(.invalidRequest, "Nothing was removed.", fields: [FieldFault("olderThanSeconds", "0 or more.")])
            }
            return Duration.seconds(seconds)
        }
        let count = try await desk.clean(state, queue: query["queue"], kind: query["kind"], olderThan: age ?? .zero, act: call.act)
        return .json(RemovedJobsAnswer(count: count))
    }

    // MARK: Parts

    private func id(in context: APIContext) throws(Failure) -> ID<JobRecord> {
        try context.id("job", missing: "There is no such job in this workspace.")
    }

    private func state(_ text: String?, _ pointer: String) throws(Failure) -> JobState? {
        guard let text else { return nil }
        guard let state = JobState(rawValue: text) else {
            let known = JobState.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.invalidRequest, "There is no such state.", fields: [FieldFault(pointer, "One of \(known).")])
        }
        return state
    }

    private func required(_ state: JobState?, _ pointer: String) throws(Failure) -> JobState {
        guard let state else { throw Failure(.invalidRequest, "Nothing was done.", fields: [FieldFault(pointer, "This is missing.")]) }
        return state
    }
}
