import Primitives
import TestSupport
import Testing

@testable import Telemetry

struct ErrorGroupsTests {
    private func failure(_ code: FailureCode, _ body: () async throws -> Void) async {
        await #expect { try await body() } throws: { ($0 as? Failure)?.code == code }
    }

    @Test func `An error of another workspace's project is not there`() async throws {
        try await withErrors { world in
            try world.send(["message": "ours", "event_id": "9ec79c33ec9942ab8353589fcb2e04dc"])
            await world.intake.flush()
            let id = try await world.only().id
            for projects in [[], [ErrorWorld.other]] {
                await failure(.notFound) { _ = try await world.groups.show(id, of: projects) }
                await failure(.notFound) { _ = try await world.groups.events(of: id, before: nil, limit: 10, in: projects) }
                await failure(.notFound) { _ = try await world.groups.event("9ec79c33ec9942ab8353589fcb2e04dc", of: projects) }
                await failure(.notFound) {
                    _ = try await world.groups.change(id, of: projects, version: 1, state: .resolved, assignee: nil)
                }
                await failure(.notFound) { try await world.groups.remove(id, of: projects) }
                #expect(try await world.groups.list(ErrorQuery(limit: 10), of: projects).items.isEmpty)
            }
            let report = try await world.groups.event("9EC79C33-EC99-42AB-8353-589FCB2E04DC", of: [ErrorWorld.project])
            #expect(report.json["message"] == "ours")
        }
    }

    @Test func `A change without its version, or on an old one, changes nothing`() async throws {
        try await withErrors { world in
            try world.send(["message": "x"])
            await world.intake.flush()
            let group = try await world.only()
            await failure(.versionRequired) {
                _ = try await world.groups.change(group.id, of: [group.project], version: nil, state: .ignored, assignee: nil)
            }
            await failure(.staleVersion) {
                _ = try await world.groups.change(group.id, of: [group.project], version: 9, state: .ignored, assignee: nil)
            }
            #expect(try await world.only().state == .unresolved)
        }
    }

    @Test func `Reports of one error are one group with its counts, people and releases`() async throws {
        try await withErrors { world in
            for number in 0..<5 {
                let user: JSONValue = ["id": .string("\(number % 2)")]
                try world.send(["message": .string("user \(number)"), "user": user, "release": .string("1.\(number)")])
                world.clock.advance(by: .seconds(1))
            }
            try world.send(["message": "another"])
            await world.intake.flush()
            let page = try await world.list { $0.sort = .count }
            #expect(page.items.map(\.count) == [5, 1])
            let group = page.items[0]
            #expect(group.peopleCount == 2 && group.title == "user 4" && group.state == .unresolved && !group.isRegression)
            #expect(group.firstRelease == "1.0" && group.lastRelease == "1.4")
            #expect(group.lastSeenAt - group.firstSeenAt == .seconds(4))
            #expect(group.trend.last == 5 && group.trend.count == 24)
        }
    }

    @Test func `A report that is sent again is stored and counted once`() async throws {
        try await withErrors { world in
            let event: JSONValue = ["message": "x", "event_id": "9ec79c33ec9942ab8353589fcb2e04dc"]
            for _ in 0..<3 { #expect(try world.send(event).eventID == "9ec79c33ec9942ab8353589fcb2e04dc") }
            await world.intake.flush()
            // After a restart memory knows nothing of it, but the table does.
            let intake = ErrorIntake(store: world.store, logger: ErrorWorld.logger) { true }
            let ingest = SentryIngest(intake: intake, maps: .none, clock: world.clock.wallClock) { _ in }
            _ = try ingest.take(SentryEnvelope(event: JSONWriter.bytes(of: event)), of: world.project(), from: nil)
            await intake.flush()
            #expect(try await world.only().count == 1)
            #expect(try await world.count("SELECT count(*) FROM error_event") == 1)
        }
    }

    @Test func `A resolved error that comes back is a regression, an ignored one stays`() async throws {
        try await withErrors { world in
            try world.send(["message": "resolved"])
            try world.send(["message": "ignored"])
            await world.intake.flush()
            for group in try await world.list().items {
                let state: ErrorGroup.State = group.title == "resolved" ? .resolved : .ignored
                let changed = try await world.groups.change(group.id, of: [group.project], version: 1, state: state, assignee: nil)
                #expect(changed.state == state && changed.version == 2)
            }
            world.clock.advance(by: .minutes(1))
            try world.send(["message": "resolved"])
            try world.send(["message": "ignored"])
            await world.intake.flush()
            let groups = try await world.list().items
            let back = try #require(groups.first { $0.title == "resolved" })
            #expect(back.state == .unresolved && back.isRegression && back.version == 3 && back.count == 2)
            #expect(groups.first { $0.title == "ignored" }?.state == .ignored)
            #expect(try await world.list { $0.state = .unresolved }.items.map(\.title) == ["resolved"])
        }
    }

    @Test(arguments: ErrorQuery.Sort.allCases)
    func `Pages in every order show each error once, and a cursor is good for its own query`(sort: ErrorQuery.Sort) async throws {
        try await withErrors { world in
            let words = ["apple", "beech", "cedar", "daisy", "elder"]
            for (index, word) in words.enumerated() {
                for _ in 0...index { try world.send(["message": .string(word)]) }
                world.clock.advance(by: .seconds(1))
            }
            await world.intake.flush()
            var titles: [String] = []
            var cursor: String?
            repeat {
                let page = try await world.list { query in
                    query.sort = sort
                    query.limit = 2
                    if let cursor { try query.begin(at: cursor) }
                }
                titles += page.items.map(\.title)
                cursor = page.next
            } while cursor != nil
            #expect(titles.sorted() == words)
            if sort != .people { #expect(titles == words.reversed()) }
            let first = try await world.list { $0.limit = 1 }
            await failure(.invalidRequest) {
                _ = try await world.list { query in
                    query.text = "apple"
                    try query.begin(at: first.next ?? "")
                }
            }
            #expect(try await world.list { $0.text = "EDA" }.items.map(\.title) == ["cedar"])
            #expect(try await world.list { $0.text = "%" }.items.isEmpty)
        }
    }

    @Test func `A removed error goes with all that is its own, and what is old by itself`() async throws {
        try await withErrors { world in
            for word in ["one", "two"] { try world.send(["message": .string(word), "user": ["id": "1"]]) }
            await world.intake.flush()
            let group = try #require(try await world.list().items.first)
            try await world.groups.remove(group.id, of: [group.project])
            #expect(try await world.only().id != group.id)
            for table in ["error_event", "error_hour", "error_person", "error_group"] {
                #expect(try await world.count("SELECT count(*) FROM \(table)") == 1)
            }
            world.clock.advance(by: .days(31))
            try await world.groups.prune(keeping: [ErrorWorld.project])
            #expect(try await world.count("SELECT count(*) FROM error_event") == 0)
            #expect(try await world.only().count == 1, "the count outlives the reports")
            #expect(try await world.count("SELECT byte_count FROM error_size") == 0)
            try await world.groups.prune(keeping: [])
            #expect(try await world.list().items.isEmpty)
        }
    }
}
