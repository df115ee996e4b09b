import HTTPTypes
import Identity
import Primitives
import Testing

@testable import WebAPI

struct UnknownMembersTests {
    @Test func `Every endpoint with a body refuses members that there are not, and points at each`() async throws {
        try await withJobsAPI { world in
            let operations = world.api.gate.operations.all.filter { $0.operation.body.shape != nil }
            #expect(operations.count > 50)
            for entry in operations {
                let path =
                    "/"
                    + entry.path.split(separator: "/").map { $0.hasPrefix("{") ? ID<Self>().description : String($0) }
                    .joined(separator: "/")
                let method = try #require(HTTPRequest.Method(entry.method))
                let answer = try await world.call(
                    method, path, #"{"surprise":1,"a/b~":null}"#, as: entry.path.hasPrefix("/worker") ? "worker" : "owner",
                    headers: [.idempotencyKey: "\(ID<Self>())", .ifMatch: "\"1\""])
                #expect(answer.status == 400 && answer.code == .malformedBody, "\(method) \(entry.path): \(answer)")
                #expect(answer.pointers == ["/surprise", "/a~1b~0"], "\(method) \(entry.path)")
            }
        }
    }

    @Test func `Members inside of members are held to the description, too`() async throws {
        try await withJobsAPI { world in
            let (posting, key) = ("/ledger/transactions", HTTPFields(dictionaryLiteral: (.idempotencyKey, "one")))
            let line = #"{"accountCode":"A","amount":{"amount":1,"currency":"EUR","cents":1},"nemo":"x"}"#
            let body = #"{"date":"2024-01-31","description":"x","entries":[\#(line)]}"#
            let refused = try await world.call(.post, posting, body, headers: key)
            #expect(refused.code == .malformedBody)
            #expect(refused.pointers == ["/entries/0/amount/cents", "/entries/0/nemo"])
            let lead = try await world.call(.post, "/leads", #"{"company":"A","value":{"amount":1,"currency":"EUR","vat":20}}"#)
            #expect(lead.pointers == ["/value/vat"])
        }
    }

    @Test func `What is somebody else's to name is let through`() async throws {
        try await withJobsAPI { world in
            let job = #"{"kind":"crawl","arguments":{"anything":{"at":["all"]}}}"#
            let answer = try await world.call(.post, "/jobs", job)
            #expect(answer.status == 201)
        }
    }
}
