import HTTPTypes
import Primitives
import Testing

@testable import WebAPI

struct WorkerRoutesTests {
    @Test func `A wrong order of leases is told what is right`() async throws {
        try await withJobsAPI { world in
            for (body, code, pointers) in [
                ("{}", FailureCode.invalidRequest, ["/kinds"]), (#"{"kinds":[]}"#, .invalidRequest, ["/kinds"]),
                (#"{"kinds":["A b"]}"#, .invalidRequest, ["/kinds/0"]), (#"{"kinds":"a"}"#, .malformedBody, ["/kinds"]),
                (#"{"kinds":["a"],"max":101}"#, .invalidRequest, ["/max"]), (#"{"kinds":["a"],"max":0}"#, .invalidRequest, ["/max"]),
                (#"{"kinds":["a"],"leaseSeconds":4}"#, .invalidRequest, ["/leaseSeconds"]),
                (#"{"kinds":["a"],"leaseSeconds":1e99}"#, .invalidRequest, ["/leaseSeconds"]),
                (#"{"kinds":["a"],"waitSeconds":61}"#, .invalidRequest, ["/waitSeconds"]),
                (#"{"kinds":["a"],"wait":1}"#, .malformedBody, ["/wait"]),
                (#"{"kinds":[\#((0..<33).map { "\"k\($0)\"" }.joined(separator: ","))]}"#, .invalidRequest, ["/kinds"]),
            ] {
                let answer = try await world.call(.post, "/worker/leases", body, as: "worker")
                #expect(answer.code == code && answer.pointers == pointers, "\(answer.pointers) for \(body.prefix(100))")
            }
        }
    }

    @Test func `A job is leased once, beats, and is completed by its lease alone, twice if need be`() async throws {
        try await withJobsAPI { world in
            let job = try await world.enqueue(#"{"kind":"crawl","arguments":[1],"subjectId":"s","timeoutSeconds":600}"#)
            let taken = try await world.call(
                .post, "/worker/leases", #"{"kinds":["other","crawl"],"leaseSeconds":30,"worker":"w\n1"}"#, as: "worker")
            let leased = try #require(taken["jobs"]?.array?.first)
            #expect(leased["id"]?.string == job && leased["arguments"] == [1] && leased["attempt"] == 1 && leased["subjectId"] == "s")
            #expect(leased["timeoutSeconds"] == 600 && leased["children"] == [] && leased["maxAttempts"] == 5)
            // The story goes on where the job was wanted.
            let place = leased["traceparent"]?.string.flatMap { TraceContext(traceparent: $0) }
            #expect(place?.traceID.description == leased["traceId"]?.string)
            let lease = try #require(leased["lease"]?.integer)
            #expect(try await world.call(.post, "/worker/leases", #"{"kinds":["crawl"]}"#, as: "worker")["jobs"] == [])

            let path = "/worker/jobs/\(job)"
            for (verb, body, code, pointer) in [
                ("heartbeat", "{}", FailureCode.malformedBody, "/lease"),
                ("heartbeat", #"{"lease":\#(lease),"progress":101}"#, .invalidRequest, "/progress"),
                ("heartbeat", #"{"lease":\#(lease),"text":"alone"}"#, .invalidRequest, "/text"),
                ("heartbeat", #"{"lease":\#(lease),"log":[{"level":"loud","text":"a"}]}"#, .malformedBody, "/log/0/level"),
                ("fail", #"{"lease":\#(lease)}"#, .invalidRequest, "/error"),
                ("fail", #"{"lease":\#(lease),"error":"e","delaySeconds":-1}"#, .invalidRequest, "/delaySeconds"),
                ("complete", #"{"lease":\#(lease),"result":"\#(String(repeating: "x", count: 65_536))"}"#, .invalidRequest, "/result"),
            ] {
                let answer = try await world.call(.post, "\(path)/\(verb)", body, as: "worker")
                #expect(answer.code == code && answer.pointers == [pointer], "\(verb) \(body.prefix(80))")
            }
            for verb in ["heartbeat", "complete", "release"] {
                #expect(try await world.call(.post, "\(path)/\(verb)", #"{"lease":\#(lease + 1)}"#, as: "worker").code == .leaseLost)
            }
            #expect(try await world.call(.post, "/worker/jobs/none/complete", #"{"lease":1}"#, as: "worker").code == .leaseLost)

            let beat = try await world.call(
                .post, "\(path)/heartbeat",
                #"{"lease":\#(lease),"progress":40.7,"text":"half way","log":[{"level":"warning","text":"slow"}]}"#, as: "worker")
            #expect(beat["cancel"] == false && beat["leaseExpiresAt"]?.string != nil && beat["reason"] == .null)
            let seen = try await world.call(.get, "/jobs/\(job)")
            #expect(seen["progress"] == 40 && seen["progressText"] == "half way" && seen["worker"] == "w 1")
            #expect(seen["log"]?.array?.first?["text"] == "slow")

            let done = #"{"lease":\#(lease),"result":{"pages":3}}"#
            #expect(try await world.call(.post, "\(path)/complete", done, as: "worker").status == 204)
            #expect(try await world.call(.post, "\(path)/complete", done, as: "worker").status == 204)
            #expect(try await world.call(.post, "\(path)/release", #"{"lease":\#(lease)}"#, as: "worker").code == .leaseLost)
            let ended = try await world.call(.get, "/jobs/\(job)")
            #expect(ended["state"] == "completed" && ended["result"] == ["pages": 3] && ended["progress"] == 100)

            for (body, result) in [("", nil), (#","result":null"#, JSONValue.null)] as [(String, JSONValue?)] {
                let next = try await world.enqueue(#"{"kind":"crawl"}"#)
                let held = try await world.lease("crawl")
                #expect(
                    try await world.call(.post, "/worker/jobs/\(next)/complete", #"{"lease":\#(held.lease)\#(body)}"#, as: "worker").status
                        == 204)
                #expect(try await world.call(.get, "/jobs/\(next)")["result"] == result)
            }
        }
    }

    @Test func `A failed attempt comes back after its pause or never, with its trace kept, and a released one costs nothing`() async throws
    {
        try await withJobsAPI { world in
            let job = try await world.enqueue(#"{"kind":"crawl","maxAttempts":2}"#)
            var held = try await world.lease("crawl")
            let released = try await world.call(.post, "/worker/jobs/\(job)/release", #"{"lease":\#(held.lease)}"#, as: "worker")
            #expect(released.status == 204)
            held = try await world.lease("crawl")
            let body = #"{"lease":\#(held.lease),"error":"no\nroute","stack":"at a\nat b","delaySeconds":0}"#
            let failed = try await world.call(.post, "/worker/jobs/\(job)/fail", body, as: "worker")
            #expect(failed["state"] == "waiting" && failed["runAt"]?.string != nil)
            held = try await world.lease("crawl")
            let last = try await world.call(
                .post, "/worker/jobs/\(job)/fail", #"{"lease":\#(held.lease),"error":"again"}"#, as: "worker")
            #expect(last["state"] == "failed" && last["runAt"] == .null)
            let whole = try await world.call(.get, "/jobs/\(job)")
            #expect(whole["error"] == "again" && whole["attempt"] == 2)
            #expect(whole["attempts"]?.array?.map { $0["ending"] } == ["interrupted", "failed", "failed"])
            #expect(whole["attempts"]?.array?[1]["stack"] == "at a\nat b" && whole["attempts"]?.array?[1]["worker"] == "w1")
        }
    }

    @Test func `A cancelled job is told at the next heartbeat`() async throws {
        try await withJobsAPI { world in
            let job = try await world.enqueue(#"{"kind":"crawl"}"#)
            let held = try await world.lease("crawl")
            #expect(try await world.call(.post, "/jobs/\(job)/cancel", #"{"reason":"too late"}"#)["state"] == "running")
            let beat = try await world.call(.post, "/worker/jobs/\(job)/heartbeat", #"{"lease":\#(held.lease)}"#, as: "worker")
            #expect(beat["cancel"] == true && beat["reason"] == "too late")
            let stopped = try await world.call(
                .post, "/worker/jobs/\(job)/fail", #"{"lease":\#(held.lease),"error":"stopped"}"#, as: "worker")
            #expect(stopped["state"] == "cancelled")
        }
    }

    @Test func `A worker that waits gets what is enqueued meanwhile, and only so many may wait`() async throws {
        try await withJobsAPI { world in
            let body = #"{"kinds":["crawl"],"waitSeconds":60}"#
            let first = try await withThrowingTaskGroup(of: JobsWorld.Answer.self) { group in
                for _ in 0..<3 { group.addTask { try await world.call(.post, "/worker/leases", body, as: "worker") } }
                // Two may wait in this world: the third is told at once.
                let refused = try #require(try await group.next())
                #expect(refused.code == .rateLimited)
                try await world.call(.post, "/jobs/batch", #"{"jobs":[{"kind":"crawl"},{"kind":"crawl"}]}"#)
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(first.count == 2 && first.allSatisfy { $0["jobs"]?.array?.count == 1 })
            _ = try await world.call(.post, "/worker/leases", #"{"kinds":["crawl"]}"#, as: "worker")
        }
    }
}
