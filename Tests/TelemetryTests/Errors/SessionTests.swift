import Primitives
import TestSupport
import Testing

@testable import Telemetry

struct SessionTests {
    private func send(_ json: String, type: String = "session", in world: ErrorWorld) throws {
        try world.send(items: [(#"{"type":"\#(type)"}"#, Array(json.utf8))])
    }

    private func single(_ id: String, _ status: String, errors: Int = 0, person: String? = nil, release: String = "shop@1") -> String {
        let did = person.map { #""did":"\#($0)","# } ?? ""
        return #"{"sid":"\#(id)",\#(did)"init":true,"status":"\#(status)","errors":\#(errors),"attrs":{"release":"\#(release)"}}"#
    }

    private func releases(_ world: ErrorWorld, days: Int = 14) async throws -> [ReleaseHealth] {
        await world.intake.flush()
        return try await world.groups.releases(of: [ErrorWorld.project], days: days)
    }

    @Test(arguments: [
        "nonsense", "[]", "{}", #"{"sid":"a","status":"ok"}"#, #"{"sid":"a","status":"ok","attrs":{"release":""}}"#,
        #"{"sid":7,"status":"ok","attrs":{"release":"r"}}"#, #"{"aggregates":"x","attrs":{"release":5}}"#,
    ]) func `What is no session of a release counts nothing`(json: String) async throws {
        try await withErrors { world in
            try send(json, in: world)
            #expect(try await releases(world).isEmpty)
        }
    }

    @Test func `Other workspaces see none of it`() async throws {
        try await withErrors { world in
            try send(single("a", "ok"), in: world)
            await world.intake.flush()
            #expect(try await world.groups.releases(of: [ErrorWorld.other], days: 14).isEmpty)
            #expect(try await world.groups.releases(of: [], days: 14).isEmpty)
        }
    }

    @Test func `A session that is told again counts once, as the worst that it was`() async throws {
        try await withErrors { world in
            for (status, errors) in [("ok", 0), ("ok", 1), ("ok", 2), ("crashed", 3), ("exited", 3)] {
                try send(single("a", status, errors: errors, person: "1"), in: world)
                if errors == 1 { await world.intake.flush() }
            }
            try send(single("b", "exited", person: "1"), in: world)
            try send(single("c", "exited", errors: 2, person: "2"), in: world)
            try send(single("d", "abnormal"), in: world)
            let health = try #require(try await releases(world).first)
            #expect(health.sessions == 4 && health.crashed == 1 && health.errored == 1 && health.abnormal == 1)
            #expect(health.people == 2 && health.crashedPeople == 1)
            #expect(ReleaseHealth.rate(health.crashed, of: health.sessions) == 0.75)
        }
    }

    @Test func `Sums of many sessions are added up, by release and day`() async throws {
        try await withErrors { world in
            let sums = """
                {"aggregates":[{"started":"2026-01-26T00:00:00Z","exited":90,"errored":5,"crashed":4,"abnormal":1},{"exited":-5,"crashed":"x"}],\
                "attrs":{"release":"shop@2"}}
                """
            try send(sums, type: "sessions", in: world)
            try send(single("a", "ok", release: "shop@1"), in: world)
            world.clock.advance(by: .days(1))
            try send(sums, type: "sessions", in: world)
            let found = try await releases(world)
            #expect(found.map(\.release) == ["shop@2", "shop@1"])
            #expect(found[0].sessions == 200 && found[0].crashed == 8 && found[0].lastDay == found[0].firstDay + 1)
            #expect(try await releases(world, days: 1).map(\.sessions) == [100])
            world.clock.advance(by: .days(91))
            try await world.groups.prune(keeping: [ErrorWorld.project])
            #expect(try await world.count("SELECT count(*) FROM error_session") == 0)
        }
    }

    @Test func `A rate is never rounded up to no crash at all, and of nothing there is none`() {
        #expect(ReleaseHealth.rate(0, of: 0) == nil)
        #expect(ReleaseHealth.rate(0, of: 5) == 1)
        #expect(ReleaseHealth.rate(1, of: 1_000_000) == 0.9999)
    }

    @Test func `Releases that a stranger invents have a bound`() async throws {
        try await withErrors { world in
            for number in 0..<(SessionTallies.keyLimit + 50) { try send(single("\(number)", "ok", release: "r\(number)"), in: world) }
            await world.intake.flush()
            let rows = try await world.count("SELECT count(*) FROM error_session")
            #expect(rows <= SessionRows.releaseLimit + 1)
            #expect(try await world.count("SELECT sum(started) FROM error_session") == SessionTallies.keyLimit + 50)
        }
    }
}
