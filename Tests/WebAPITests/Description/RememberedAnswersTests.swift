import DataStore
import HTTPTypes
import Primitives
import Testing

@testable import WebAPI

struct RememberedAnswersTests {
    private static let pause = "/jobs/schedules"
    private static let draft = #"{"name":"Morning","cron":"0 8 * * *","kind":"report"}"#

    @Test func `A key of another request is refused, and one request is carried out once`() async throws {
        try await withJobsAPI { world in
            let key: HTTPFields = [.idempotencyKey: "once"]
            let first = try await world.call(.post, Self.pause, Self.draft, headers: key)
            #expect(first.status == 201)
            let other = #"{"name":"Evening","cron":"0 20 * * *","kind":"report"}"#
            #expect(try await world.call(.post, Self.pause, other, headers: key).code == .idempotencyKeyReused)
            #expect(try await world.call(.post, "/jobs/retry", #"{"state":"failed"}"#, headers: key).code == .idempotencyKeyReused)
            let again = try await world.call(.post, Self.pause, Self.draft, headers: key)
            #expect(again.status == 201)
            #expect(again.id == first.id)
            #expect(again.headers[.location] == first.headers[.location])
            #expect(try await world.call(.get, Self.pause)["items"]?.array?.count == 1)
        }
    }

    @Test func `What was refused may be sent again with its key, put right`() async throws {
        try await withJobsAPI { world in
            let key: HTTPFields = [.idempotencyKey: "again"]
            let wrong = try await world.call(.post, Self.pause, #"{"name":"","cron":"no","kind":"report"}"#, headers: key)
            #expect(wrong.code == .invalidRequest)
            #expect(try await world.call(.post, Self.pause, Self.draft, headers: key).status == 201)
        }
    }

    @Test func `Of many at the same time with one key, one is carried out`() async throws {
        try await withJobsAPI { world in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 {
                    group.addTask { try await world.call(.post, Self.pause, Self.draft, headers: [.idempotencyKey: "many"]).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { $0 == 201 || $0 == 409 })
            #expect(try await world.call(.get, Self.pause)["items"]?.array?.count == 1)
        }
    }

    @Test func `A secret is told once`() async throws {
        try await withJobsAPI { world in
            let key: HTTPFields = [.idempotencyKey: "secret"]
            let path = "/workspace/keys/anon/rotation"
            let first = try await world.call(.post, path, headers: key)
            try #require(first.status == 200)
            #expect(try await world.call(.post, path, headers: key).code == .conflict)
            #expect(try await world.call(.get, "/workspace/keys")["anon"]?["generation"]?.integer == first["anon"]?["generation"]?.integer)
            let kept = try await world.api.store.read { tx in
                try tx.value("SELECT answer FROM idempotency_key WHERE key = 'secret'", []) ?? ""
            }
            #expect(!kept.contains("sb_") && !kept.contains("eyJ"))
        }
    }
}
