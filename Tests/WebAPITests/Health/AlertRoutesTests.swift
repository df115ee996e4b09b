import HTTPTypes
import Primitives
import Testing

@testable import Telemetry
@testable import WebAPI

struct AlertRoutesTests {
    private static let body =
        #"{"threshold":0.2,"forSeconds":30,"resolveSeconds":60,"severity":"warning","isOn":true}"#

    @Test func `A rule is not changed without its version, by a stale one, or to what it can't be`() async throws {
        try await withJobsAPI { world in
            let path = "/alert-rules/diskSpace"
            #expect(try await world.call(.put, path, Self.body).code == .versionRequired)
            let stale = try await world.call(.put, path, Self.body, headers: [.ifMatch: "\"7\""])
            #expect(stale.code == .staleVersion)
            #expect(stale["current"]?["name"] == "diskSpace")
            let wrong = #"{"threshold":-1,"forSeconds":90000,"resolveSeconds":-1,"severity":"warning","isOn":true}"#
            let refused = try await world.call(.put, path, wrong, headers: [.ifMatch: "\"1\""])
            #expect(refused.code == .invalidRequest)
            #expect(refused.pointers == ["/threshold", "/forSeconds", "/resolveSeconds"])
            let unreadable = Self.body.replacing("warning", with: "loud")
            #expect(try await world.call(.put, path, unreadable, headers: [.ifMatch: "\"1\""]).code == .malformedBody)
            #expect(try await world.call(.put, "/alert-rules/nothing", Self.body, headers: [.ifMatch: "\"1\""]).code == .notFound)
            #expect(try await world.call(.get, path)["version"] == 1)
        }
    }

    @Test func `A changed rule is in force, has a version, and the audit log says by whom it was what`() async throws {
        try await withJobsAPI { world in
            let changed = try await world.call(.put, "/alert-rules/diskSpace", Self.body, headers: [.ifMatch: "\"1\""])
            #expect(changed.status == 200)
            #expect(changed["threshold"] == 0.2 && changed["version"] == 2)
            #expect(changed.headers[.eTag] == "\"2\"")
            let again = try await world.call(.put, "/alert-rules/diskSpace", Self.body, headers: [.ifMatch: "\"2\""])
            #expect(again["version"] == 2)
            #expect(try await world.actions().filter { $0.hasPrefix("alert") } == ["alert_rule.changed"])
        }
    }

    @Test func `A silence ends within ninety days, and can be ended`() async throws {
        try await withJobsAPI { world in
            let path = "/alert-rules/diskSpace/silence"
            for moment in [Timestamp.now() - .seconds(1), .now() + .days(91)] {
                let answer = try await world.call(.put, path, #"{"until":"\#(moment)"}"#)
                #expect(answer.pointers == ["/until"])
            }
            let until = Timestamp(seconds: Timestamp.now().seconds + 3_600)
            let silenced = try await world.call(.put, path, #"{"until":"\#(until)","reason":"new disk"}"#)
            #expect(silenced["silencedUntil"]?.string == "\(until)" && silenced["silenceReason"] == "new disk")
            let ended = try await world.call(.delete, path)
            #expect(ended.status == 200 && ended["silencedUntil"] == .null)
            #expect(try await world.actions().filter { $0.hasPrefix("alert") } == ["alert_rule.silenced", "alert_rule.silence_ended"])
        }
    }

    @Test func `Nobody is told at an address in a private network, at none, or at eleven of them`() async throws {
        try await withJobsAPI { world in
            let wrong = #"""
                {"emails":["ada"],"webhooks":[{"url":"https://127.0.0.1/x","format":"plain"},{"url":"nowhere","format":"slack"}],
                "deadManURL":"http://example.com/","minutesBetween":2000}
                """#
            let refused = try await world.call(.put, "/alert-targets", wrong, headers: [.ifMatch: "\"1\""])
            #expect(refused.code == .invalidRequest)
            #expect(
                Set(refused.pointers) == ["/emails/0", "/webhooks/0/url", "/webhooks/1/url", "/deadManURL", "/minutesBetween"])
            let many = (0..<11).map { "\"a\($0)@example.com\"" }.joined(separator: ",")
            let eleven = #"{"emails":[\#(many)],"webhooks":[],"deadManURL":null,"minutesBetween":10}"#
            #expect(try await world.call(.put, "/alert-targets", eleven, headers: [.ifMatch: "\"1\""]).pointers == ["/emails"])
        }
    }

    @Test func `Targets are kept with a version, and the audit log holds no address of a webhook`() async throws {
        try await withJobsAPI { world in
            let body = #"{"emails":["ops@example.com"],"webhooks":[],"deadManURL":null,"minutesBetween":5}"#
            #expect(try await world.call(.put, "/alert-targets", body).code == .versionRequired)
            let kept = try await world.call(.put, "/alert-targets", body, headers: [.ifMatch: "\"1\""])
            #expect(kept["version"] == 2 && kept["minutesBetween"] == 5)
            #expect(try await world.call(.put, "/alert-targets", body, headers: [.ifMatch: "\"1\""]).code == .staleVersion)
            #expect(try await world.call(.get, "/alert-targets")["emails"]?.array == ["ops@example.com"])
            #expect(try await world.actions().filter { $0.hasPrefix("alert") } == ["alert_targets.changed"])
        }
    }

    @Test func `A history that there is not is refused by what is wrong with it`() async throws {
        try await withJobsAPI { world in
            #expect(try await world.call(.get, "/health/history").code == .invalidRequest)
            #expect(try await world.call(.get, "/health/history?metric=pdfTime&range=2h").code == .invalidRequest)
            let history = try await world.call(.get, "/health/history?metric=apiLatency&range=7d")
            #expect(history["target"] == 1.2 && history["unit"] == "seconds")
            #expect(history["points"]?.array?.count == 168)
            #expect(try await world.call(.get, "/alerts?state=loud").code == .invalidRequest)
            #expect(try await world.call(.get, "/alerts?cursor=x").code == .invalidRequest)
        }
    }
}
