import DataStore
import Domain
import HTTPTypes
import Identity
import Primitives
import Testing

@testable import WebAPI

@Suite struct BooksAccessTests {
    private static let nobody = "0199c0de-0000-7000-8000-000000000000"
    private static let reading = [
        "/ledger/accounts", "/ledger/accounts/\(nobody)", "/ledger/accounts/\(nobody)/balance", "/ledger/accounts/\(nobody)/entries",
        "/ledger/transactions", "/ledger/transactions/\(nobody)", "/ledger/head", "/ledger/export", "/commissions/rules",
    ]
    private static let writing: [(HTTPRequest.Method, String)] = [
        (.post, "/ledger/accounts"), (.patch, "/ledger/accounts/\(nobody)"), (.post, "/ledger/transactions"),
        (.post, "/ledger/transactions/\(nobody)/reversal"), (.post, "/ledger/verification"), (.post, "/commissions/rules"),
        (.patch, "/commissions/rules/\(nobody)"), (.delete, "/commissions/rules/\(nobody)"), (.post, "/payouts"),
        (.post, "/payouts/\(nobody)/approval"), (.post, "/payouts/\(nobody)/payment"), (.post, "/payouts/\(nobody)/void"),
    ]

    @Test func `Members, viewers, workers and forms stay out of the books`() async throws {
        try await withJobsAPI { world async throws in
            for (name, status) in [("member", 403), ("viewer", 403), ("worker", 403), ("form", 403), ("nobody", 401)] {
                for path in Self.reading { #expect(try await world.call(.get, path, as: name).status == status, "\(name) \(path)") }
                for (method, path) in Self.writing {
                    #expect(try await world.call(method, path, "{}", as: name).status == status, "\(name) \(method) \(path)")
                }
            }
            for path in ["/payouts", "/payouts/\(Self.nobody)", "/statements?from=2024-01-01&to=2024-01-31"] {
                for (name, status) in [("viewer", 403), ("worker", 403), ("form", 403), ("nobody", 401)] {
                    #expect(try await world.call(.get, path, as: name).status == status, "\(name) \(path)")
                }
            }
            #expect(try await world.call(.get, "/payouts", as: "member").status == 200)
            #expect(try await world.call(.get, "/statements?from=2024-01-01&to=2024-01-31", as: "member").status == 200)
        }
    }

    @Test func `What another workspace has is not there`() async throws {
        try await withJobsAPI { world in
            let account = try await world.call(.post, "/ledger/accounts", #"{"code":"A","name":"A","kind":"asset"}"#)
            #expect(account.status == 201 && account.headers[.eTag] == "\"1\"", "\(account)")
            for path in ["", "/balance", "/entries"] {
                #expect(try await world.call(.get, "/ledger/accounts/\(account.id)\(path)", as: "stranger").status == 404)
                #expect(try await world.call(.get, "/ledger/accounts/\(account.id)\(path)", as: "admin").status == 200)
            }
            #expect(try await world.call(.get, "/ledger/accounts", as: "stranger")["items"]?.array == [])
        }
    }

    @Test func `A transaction needs its key, and what is wrong with it is pointed at`() async throws {
        try await withJobsAPI { world in
            for code in ["A", "B"] {
                _ = try await world.call(.post, "/ledger/accounts", #"{"code":"\#(code)","name":"x","kind":"asset"}"#)
            }
            func body(_ first: String, _ second: String) -> String {
                """
                {"date":"2024-01-31","description":"x","entries":[{"accountCode":"A","amount":{"amount":\(first),"currency":"EUR"}},
                {"accountCode":"B","amount":{"amount":\(second),"currency":"EUR"}}]}
                """
            }
            func post(_ body: String, key: String? = nil) async throws -> JobsWorld.Answer {
                try await world.call(.post, "/ledger/transactions", body, headers: key.map { [.idempotencyKey: $0] } ?? [:])
            }
            #expect(try await post(body("5", "-5")).code == .idempotencyKeyRequired)
            let unbalanced = try await post(body("5", "-4"), key: "1")
            #expect(unbalanced.code == .unbalanced && unbalanced.pointers == ["/entries"])
            for amount in ["9223372036854775808", "1.5", "\"5\"", "null"] {
                let refused = try await post(body(amount, "-5"), key: "1")
                #expect(refused.code == .malformedBody, "\(amount): \(refused)")
            }
            let posted = try await post(body("9223372036854775807", "-9223372036854775807"), key: "1")
            #expect(posted.status == 201 && posted["number"] == 1, "\(posted)")
            #expect(try await post(body("9223372036854775807", "-9223372036854775807"), key: "1").body == posted.body)
            #expect(try await post(body("5", "-5"), key: "1").code == .idempotencyKeyReused)
            let head = try await world.call(.get, "/ledger/head")
            #expect(head["hash"] == posted["hash"])
            #expect(try await world.call(.post, "/ledger/verification")["ok"] == true)
            for path in [
                "/ledger/transactions?from=x", "/ledger/transactions?account=x", "/ledger/accounts?cursor=x", "/payouts?state=odd",
            ] {
                #expect(try await world.call(.get, path).code == .invalidRequest, "\(path)")
            }
            let account = posted["entries"]?.array?.first?["accountId"]?.string ?? ""
            #expect(try await world.call(.get, "/ledger/accounts/\(account)/balance?at=yesterday").code == .invalidRequest)
            let balance = try await world.call(.get, "/ledger/accounts/\(account)/balance?at=2024-01-31")
            #expect(balance["balances"]?.array?.first?["amount"] == .integer(.max))
        }
    }

    @Test func `The workspace says whether a payout needs two people`() async throws {
        try await withJobsAPI { world async throws in
            #expect(try await world.call(.get, "/workspace")["payoutsNeedTwo"] == false)
            #expect(try await world.call(.patch, "/workspace", #"{"payoutsNeedTwo":true}"#, as: "member").status == 403)
            #expect(try await world.call(.patch, "/workspace", #"{"payoutsNeedTwo":true}"#).code == .versionRequired)
            let needed = try await world.call(.patch, "/workspace", #"{"payoutsNeedTwo":true}"#, headers: [.ifMatch: "\"1\""])
            #expect(needed["payoutsNeedTwo"] == true)
            let renamed = try await world.call(.patch, "/workspace", #"{"name":"Other"}"#, headers: [.ifMatch: needed.headers[.eTag] ?? ""])
            #expect(renamed["payoutsNeedTwo"] == true)
        }
    }
}
