import Domain
import HTTPServing
import HTTPTypes
import Hummingbird
import Identity
import JobQueue
import Primitives
import Realtime

/// Work that recurs.
struct ScheduleRoutes: Sendable {
    /// Arguments of 64 KiB, and the rest.
    private static let bodyLimit = 96 << 10

    let desk: ScheduleDesk
    let gate: Gatekeeper

    func add(to router: some RouterMethods<APIContext>) {
        router.on("jobs/schedules", .get, gate, needs: .jobsRead, .listSchedules, use: list)
        router.on("jobs/schedules", .post, gate, needs: .jobsManage, .createSchedule, use: create)
        router.on("jobs/schedules/{schedule}", .get, gate, needs: .jobsRead, .showSchedule) { [desk] call in
            .json(versioned: ScheduleAnswer(schedule: try await desk.show(try id(in: call.context), for: call.principal)))
        }
        router.on("jobs/schedules/{schedule}", .patch, gate, needs: .jobsManage, .changeSchedule, use: change)
        router.on("jobs/schedules/{schedule}", .delete, gate, needs: .jobsManage, .removeSchedule, use: remove)
        router.on("jobs/schedules/{schedule}/run", .post, gate, needs: .jobsManage, .runSchedule, use: run)
    }

    @Sendable private func list(_ call: Call) async throws -> Response {
        .json(ListedAnswer(items: try await desk.list(for: call.principal).map { ScheduleAnswer(schedule: $0) }))
    }

    @Sendable private func create(_ call: Call) async throws -> Response {
        var wanted = ScheduleChange()
        try BodyReader.read(try await body(of: call), values: ["arguments"]) { reader, name, value in
            reader.scheduleMember(name, value, of: &wanted)
        }
        let schedule = try await desk.create(wanted, act: call.act)
        return .json(versioned: ScheduleAnswer(schedule: schedule), status: .created, location: "/api/v1/jobs/schedules/\(schedule.id)")
    }

    @Sendable private func change(_ call: Call) async throws -> Response {
        var wanted = ScheduleChange()
        try BodyReader.read(try await body(of: call), values: ["arguments"]) { reader, name, value in
            reader.scheduleMember(name, value, of: &wanted)
        }
        let version = try EntityVersion.expected(by: call.request)
        return .json(
            versioned: ScheduleAnswer(schedule: try await desk.change(try id(in: call.context), version: version, wanted, act: call.act)))
    }

    @Sendable private func remove(_ call: Call) async throws -> Response {
        try await desk.remove(try id(in: call.context), version: try EntityVersion.expected(by: call.request), act: call.act)
        return Response(status: .noContent)
    }

    struct ScheduledRunAnswer: Sampled {
        let job: JobRecord

        static var sample: Self { Self(job: .sample) }

        func write(to json: inout JSONWriter) {
            json.object { $0.member("job", ShortJobAnswer(job)) }
        }
    }

    @Sendable private func run(_ call: Call) async throws -> Response {
        let job = try await desk.run(try id(in: call.context), act: call.act)
        return .json(ScheduledRunAnswer(job: job), status: .created, headers: [.location: "/api/v1/jobs/\(job.id)"])
    }

    private func body(of call: Call) async throws -> JSONSlice {
        try await call.request.jsonSlice(upTo: Self.bodyLimit, in: call.context)
    }

    private func id(in context: APIContext) throws(Failure) -> ID<Schedule> {
        try context.id("schedule", missing: "There is no such schedule.")
    }
}

extension BodyReader {
    fileprivate mutating func scheduleMember(_ name: String, _ value: JSONSlice, of change: inout ScheduleChange) -> Bool {
        switch name {
        case "name": change.name = string(value, "", "/name")
        case "cron": change.cron = string(value, "", "/cron")
        case "timeZone": change.timeZone = string(value, "", "/timeZone")
        case "kind": change.kind = string(value, "", "/kind")
        case "queue": change.queue = string(value, "", "/queue")
        case "arguments": change.arguments = value.text
        case "priority": change.priority = integer(value, "", "/priority").map { Int(clamping: $0) }
        case "catchUp": change.catchUp = word(value, "/catchUp")
        case "overlap": change.overlap = word(value, "/overlap")
        case "paused": change.paused = flag(value, "", "/paused")
        default: return false
        }
        return true
    }

    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ value: JSONSlice, _ place: String) -> Word? {
        if let word = value.string.flatMap({ Word(rawValue: $0) }) { return word }
        note("", place, "One of \(Word.allCases.map(\.rawValue).joined(separator: ", ")).")
        return nil
    }
}
