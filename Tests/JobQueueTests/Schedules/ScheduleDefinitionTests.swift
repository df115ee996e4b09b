import JobQueue
import Primitives
import Testing

struct ScheduleDefinitionTests {
    @Test func `Every fault is named at once`() throws {
        let failure = try #require(throws: Failure.self) {
            try ScheduleDefinition(
                name: " \n", cron: "0 25 * * *", timeZone: "CET", kind: "Send Digest", queue: "-q", arguments: "{", priority: 10,
                catchUp: .all)
        }
        #expect(failure.code == .invalidRequest)
        #expect(
            failure.fields.map(\.pointer)
                == ["/name", "/cron", "/timeZone", "/kind", "/queue", "/arguments", "/priority", "/catchUp"])
        #expect(failure.fields[1].message.hasPrefix("hour \"25\": allowed are 0-23"))
    }

    @Test func `An expression that never fires is refused`() throws {
        let failure = try #require(throws: Failure.self) { try ScheduleDefinition(name: "n", cron: "0 0 31 2 *", kind: "k") }
        #expect(failure.fields == [FieldFault("/cron", "no calendar has the days that 0 0 31 2 * names")])
    }

    @Test func `Limits hold to the byte`() throws {
        let longest = ScheduleDefinition.argumentsLimit - 2
        #expect(throws: Failure.self) { try ScheduleDefinition(name: String(repeating: "é", count: 101), cron: "@daily", kind: "k") }
        #expect(throws: Failure.self) {
            try ScheduleDefinition(name: "n", cron: "@daily", kind: "k", arguments: "\"\(String(repeating: "x", count: longest + 1))\"")
        }
        #expect(throws: Failure.self) { try ScheduleDefinition(name: "n", cron: "@daily", kind: String(repeating: "k", count: 65)) }
        _ = try ScheduleDefinition(
            name: String(repeating: "é", count: 100), cron: "@daily", kind: String(repeating: "k", count: 64),
            arguments: "\"\(String(repeating: "x", count: longest))\"")
    }

    @Test func `The queue is the kind's own if none is named`() throws {
        let definition = try ScheduleDefinition(name: " Monday\tdigest ", cron: "0 9 * * mon", kind: "send_digest", arguments: "[1]")
        #expect(definition.queue == "send_digest")
        #expect(definition.name == "Monday digest")
    }
}
