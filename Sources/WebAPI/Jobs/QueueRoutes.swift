import Domain
import HTTPServing
import Hummingbird
import Identity
import JobQueue
import Primitives
import Realtime

/// Queues: how they do, their pauses and limits.
struct QueueRoutes: Sendable {
    private static let bodyLimit = 1_024

    let desk: JobDesk
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("jobs/queues", .get, gate, needs: .jobsRead, .listQueues, use: list)
        router.on("jobs/queues/{queue}/pause", .put, gate, needs: .jobsManage, .pauseQueue, use: pause)
        router.on("jobs/queues/{queue}/pause", .delete, gate, needs: .jobsManage, .resumeQueue, use: resume)
        router.on("jobs/queues/{queue}/limits", .put, gate, needs: .jobsManage, .limitQueue, use: limit)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        .json(ListedAnswer(items: try await desk.queues(for: call.principal).map(answer)))
    }

    @Sendable private func pause(_ call: Call) async throws -> Response {
        var until: Timestamp?
        try BodyReader.read(try await call.request.optionalJSONSlice(upTo: Self.bodyLimit, in: call.context)) { reader, name, value in
            guard name == "until" else { return false }
            until = reader.moment(value, "", "/until")
            return true
        }
        return .json(answer(try await desk.pause(name(in: call.context), until: until, act: call.act)))
    }

    @Sendable private func resume(_ call: Call) async throws -> Response {
        .json(answer(try await desk.resume(name(in: call.context), act: call.act)))
    }

    @Sendable private func limit(_ call: Call) async throws -> Response {
        var concurrency: Int?
        var rate: StartRate?
        try BodyReader.read(try await call.request.jsonSlice(upTo: Self.bodyLimit, in: call.context)) { reader, name, value in
            switch name {
            case "concurrency": concurrency = reader.integer(value, "", "/concurrency").map { Int(clamping: $0) }
            case "rate": rate = reader.rate(value)
            default: return false
            }
            return true
        }
        return .json(answer(try await desk.limit(name(in: call.context), concurrency: concurrency, rate: rate, act: call.act)))
    }

    private func name(in context: APIContext) -> String {
        // Names need no escapes in a path, so one that has any is no name.
        context.parameters.get("queue").map { String($0) } ?? ""
    }

    private func answer(_ queue: Jobs.QueueView) -> QueueAnswer {
        QueueAnswer(queue: queue, isExternal: queue.isExternal && !desk.own.queues.contains(queue.name), now: .now())
    }
}

extension BodyReader {
    fileprivate mutating func rate(_ value: JSONSlice) -> StartRate? {
        var members: [String: Int64] = [:]
        object(value, "", "/rate") { reader, name, value in
            guard name == "count" || name == "seconds" else { return false }
            members[name] = reader.integer(value, "", "/rate/\(name)")
            return true
        }
        for name in ["count", "seconds"] where members[name] == nil { note("", "/rate/\(name)", "This is missing.") }
        guard let count = members["count"], let seconds = members["seconds"] else { return nil }
        return StartRate(count: Int(clamping: count), per: .seconds(min(max(seconds, 0), 1 << 31)))
    }
}
