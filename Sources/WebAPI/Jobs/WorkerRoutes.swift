import Domain
import HTTPServing
import Hummingbird
import Identity
import JobQueue
import Primitives
import Realtime

/// What workers outside the node ask and tell.
struct WorkerRoutes: Sendable {
    /// A result of 64 KiB, or a stack trace with its escapes.
    private static let bodyLimit = 128 << 10
    /// A hundred lines of 2,000 bytes.
    private static let heartbeatLimit = 512 << 10

    let desk: WorkerDesk
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("worker/leases", .post, gate, needs: .jobsWork, .leaseJobs, use: lease)
        router.on("worker/jobs/{job}/heartbeat", .post, gate, needs: .jobsWork, .heartbeat, use: heartbeat)
        router.on("worker/jobs/{job}/complete", .post, gate, needs: .jobsWork, .completeJob, use: complete)
        router.on("worker/jobs/{job}/fail", .post, gate, needs: .jobsWork, .failJob, use: fail)
        router.on("worker/jobs/{job}/release", .post, gate, needs: .jobsWork, .releaseJob, use: release)
    }

    // MARK: Taking

    struct LeasesAnswer: Sampled {
        let leases: [Leases.Lease]

        static var sample: Self { Self(leases: [.sample]) }

        func write(to json: inout JSONWriter) {
            json.object { $0.member("jobs", array: leases.map { LeaseAnswer(lease: $0) }) }
        }
    }

    @Sendable private func lease(_ call: Call) async throws -> Response {
        let order = try Self.order(try await call.request.jsonSlice(upTo: Self.bodyLimit, in: call.context))
        let principal = call.principal
        guard order.wait > .zero else { return .json(LeasesAnswer(leases: try await desk.lease(order, for: principal))) }
        let (leases, isClientGone) = try await call.context.record.whileClientWaits { [desk] in
            try await desk.lease(order, for: principal)
        }
        guard isClientGone else { return .json(LeasesAnswer(leases: leases)) }
        // Nobody reads this answer: what was lent in the last moment goes back at once, and not when its lease ends.
        for lease in leases { try await desk.release(WorkerDesk.Held(id: lease.job.id, lease: lease.job.fence), for: principal) }
        return .json(LeasesAnswer(leases: []))
    }

    private static func order(_ body: JSONSlice) throws -> LeaseOrder {
        var order = LeaseOrder(workspaceID: "", kinds: [])
        try BodyReader.read(body) { reader, name, value in
            switch name {
            case "kinds":
                let kinds = reader.elements(value, limit: LeaseOrder.kindLimit, "", "/kinds")
                order.kinds = kinds.enumerated().compactMap { reader.string($1, "", "/kinds/\($0)") }
            case "max": order.count = reader.integer(value, "", "/max").map { Int(clamping: $0) } ?? 1
            case "leaseSeconds": order.duration = reader.seconds(value, "/leaseSeconds") ?? order.duration
            case "waitSeconds": order.wait = reader.seconds(value, "/waitSeconds") ?? .zero
            case "worker": order.worker = reader.string(value, "", "/worker")
            default: return false
            }
            return true
        }
        return order
    }

    // MARK: Telling

    struct HeartbeatAnswer: Sampled {
        let heartbeat: Leases.Heartbeat

        static var sample: Self { Self(heartbeat: .sample) }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("leaseExpiresAt", heartbeat.expiresAt)
                json.member("cancel", heartbeat.cancelReason != nil)
                json.member("reason", heartbeat.cancelReason)
            }
        }
    }

    @Sendable private func heartbeat(_ call: Call) async throws -> Response {
        var duration = Duration.seconds(60)
        var progress: Int?
        var text: String?
        var log: [(level: JobLogLine.Level, text: String)] = []
        let held = try await held(call, upTo: Self.heartbeatLimit) { reader, name, value in
            switch name {
            case "leaseSeconds": duration = reader.seconds(value, "/leaseSeconds") ?? duration
            case "progress": progress = reader.number(value, "", "/progress").map { Int($0.clamped(to: -1...101)) }
            case "text": text = reader.string(value, "", "/text")
            case "log":
                let lines = reader.elements(value, limit: WorkerDesk.logLimit, "", "/log")
                log = lines.enumerated().map { reader.logLine($1, "/log/\($0)") }
            default: return false
            }
            return true
        }
        let heartbeat = try await desk.heartbeat(
            held, duration: duration, progress: progress, text: text, log: log, for: call.principal)
        return .json(HeartbeatAnswer(heartbeat: heartbeat))
    }

    @Sendable private func complete(_ call: Call) async throws -> Response {
        var result: String?
        let held = try await held(call, upTo: Self.bodyLimit) { _, name, value in
            guard name == "result" else { return false }
            result = value.text
            return true
        }
        try await desk.complete(held, result: result, for: call.principal)
        return Response(status: .noContent)
    }

    struct FailedAttemptAnswer: Sampled {
        let job: JobRecord

        static var sample: Self { Self(job: .sample) }

        func write(to json: inout JSONWriter) {
            json.object { json in
                json.member("state", job.state)
                json.member("runAt", job.isEnded ? nil : job.runAt)
            }
        }
    }

    @Sendable private func fail(_ call: Call) async throws -> Response {
        var error = ""
        var stack: String?
        var retry = true
        var delay: Duration?
        let held = try await held(call, upTo: Self.bodyLimit) { reader, name, value in
            switch name {
            case "error": error = reader.string(value, "", "/error") ?? ""
            case "stack": stack = reader.string(value, "", "/stack")
            case "retry": retry = reader.flag(value, "", "/retry") ?? true
            case "delaySeconds": delay = reader.seconds(value, "/delaySeconds")
            default: return false
            }
            return true
        }
        let job = try await desk.fail(held, error: error, stack: stack, retry: retry, delay: delay, for: call.principal)
        return .json(FailedAttemptAnswer(job: job))
    }

    @Sendable private func release(_ call: Call) async throws -> Response {
        try await desk.release(try await held(call, upTo: Self.bodyLimit) { _, _, _ in false }, for: call.principal)
        return Response(status: .noContent)
    }

    /// The job in the path with the lease in the body, whose other members `member` takes.
    private func held(
        _ call: Call, upTo limit: Int, _ member: (inout BodyReader, String, JSONSlice) -> Bool
    ) async throws -> WorkerDesk.Held {
        let body = try await call.request.jsonSlice(upTo: limit, in: call.context)
        var lease: Int64?
        try BodyReader.read(body, values: ["result"]) { reader, name, value in
            guard name == "lease" else { return member(&reader, name, value) }
            lease = reader.integer(value, "", "/lease")
            return true
        }
        guard let lease else {
            throw Failure(.malformedBody, "The body does not have the expected shape.", fields: [FieldFault("/lease", "This is missing.")])
        }
        // A malformed id names no job, and so no lease of one.
        guard let id = call.context.parameters.get("job").flatMap({ ID<JobRecord>($0) }) else {
            throw Failure(.leaseLost, "There is no such job, and so no lease of it.")
        }
        return WorkerDesk.Held(id: id, lease: lease)
    }
}

extension BodyReader {
    fileprivate mutating func seconds(_ value: JSONSlice, _ place: String) -> Duration? {
        // Beyond a century is beyond every bound, and would overflow further on.
        number(value, "", place).map { .seconds($0.clamped(to: -1...3_155_760_000)) }
    }

    fileprivate mutating func logLine(_ value: JSONSlice, _ place: String) -> (level: JobLogLine.Level, text: String) {
        var level = JobLogLine.Level.info
        var text = ""
        object(value, "", place) { reader, name, value in
            switch name {
            case "level":
                guard let known = value.string.flatMap({ JobLogLine.Level(rawValue: $0) }) else {
                    reader.note("", "\(place)/level", "One of debug, info, warning, error.")
                    return true
                }
                level = known
            case "text": text = reader.string(value, "", "\(place)/text") ?? ""
            default: return false
            }
            return true
        }
        return (level, text)
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        isNaN ? range.lowerBound : Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
