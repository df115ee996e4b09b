import HTTPTypes
import Identity
import Primitives
import Testing

@testable import WebAPI

/// Who may not: every endpoint of jobs, asked by everyone who is refused.
struct JobAccessTests {
    /// An id that no job and no schedule has.
    private static let nobody = "0199aaaa-0000-7000-8000-00000000ffff"

    @Test func `Whoever lacks the permission is refused before anything is looked up, and a stranger finds nothing`() async throws {
        try await withJobsAPI { world in
            let declared = world.api.gate.declarations.all.filter { $0.path.hasPrefix("/jobs") || $0.path.hasPrefix("/worker") }
            #expect(declared.count == 25)
            for declaration in declared {
                let path = declaration.path.replacing("{job}", with: Self.nobody).replacing("{schedule}", with: Self.nobody)
                    .replacing("{queue}", with: "crawl")
                let method = try #require(HTTPRequest.Method(declaration.method))
                let isWork = declaration.access == .permission(.jobsWork)
                let refused = isWork ? ["owner", "admin", "member", "viewer", "form"] : JobsWorld.outsiders
                for name in refused {
                    let answer = try await world.call(method, path, "{}", as: name)
                    #expect(answer.code == .forbidden, "\(declaration.method) \(declaration.path) as \(name)")
                }
                #expect(try await world.call(method, path, "{}", as: "nobody").code == .unauthenticated)
            }
        }
    }

    @Test func `The owner of another workspace gets 404 for each job and schedule, and sees none in the lists`() async throws {
        try await withJobsAPI { world in
            let job = try await world.enqueue(#"{"kind":"crawl"}"#)
            let schedule = try await world.call(.post, "/jobs/schedules", #"{"name":"Nightly","cron":"0 3 * * *","kind":"crawl"}"#).id
            for (method, path, body) in [
                (HTTPRequest.Method.get, "/jobs/\(job)", nil), (.delete, "/jobs/\(job)", nil), (.post, "/jobs/\(job)/retry", nil),
                (.post, "/jobs/\(job)/promote", nil), (.post, "/jobs/\(job)/cancel", #"{"reason":"mine"}"#),
                (.get, "/jobs/schedules/\(schedule)", nil), (.delete, "/jobs/schedules/\(schedule)", nil),
                (.patch, "/jobs/schedules/\(schedule)", #"{"paused":true}"#), (.post, "/jobs/schedules/\(schedule)/run", nil),
            ] as [(HTTPRequest.Method, String, String?)] {
                #expect(try await world.call(method, path, body, as: "stranger").code == .notFound, "\(method) \(path)")
            }
            for path in ["/jobs", "/jobs?q=\(job)", "/jobs/queues", "/jobs/schedules"] {
                #expect(try await world.call(.get, path, as: "stranger")["items"]?.array?.isEmpty == true, "\(path)")
            }
            let taken = try await world.call(.post, "/worker/leases", #"{"kinds":["crawl"]}"#, as: "strange worker")
            #expect(taken["jobs"]?.array?.isEmpty == true)
            let held = try await world.lease("crawl")
            for verb in ["heartbeat", "complete", "release", "fail"] {
                let body = verb == "fail" ? #"{"lease":\#(held.lease),"error":"mine"}"# : #"{"lease":\#(held.lease)}"#
                #expect(try await world.call(.post, "/worker/jobs/\(held.id)/\(verb)", body, as: "strange worker").code == .leaseLost)
            }
            #expect(try await world.call(.get, "/jobs/\(job)", as: "admin")["state"] == "running")
            #expect(try await world.call(.post, "/jobs/retry", #"{"state":"failed"}"#, as: "stranger")["retried"] == 0)
            #expect(try await world.call(.put, "/jobs/queues/crawl/pause", as: "stranger")["paused"] == true)
            #expect(try await world.call(.get, "/jobs/queues")["items"]?.array?.first?["paused"] == false)
        }
    }
}
