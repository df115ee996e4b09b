import HTTPTypes
import Primitives
import Testing

@testable import WebAPI

struct QueueRoutesTests {
    private func queue(_ name: String, _ world: JobsWorld) async throws -> JSONValue? {
        try await world.call(.get, "/jobs/queues")["items"]?.array?.first { $0["name"]?.string == name }
    }

    @Test func `A paused queue starts nothing until it is resumed`() async throws {
        try await withJobsAPI { world in
            for (path, body, code) in [
                ("/jobs/queues/Crawl/pause", "{}", FailureCode.notFound), ("/jobs/queues/a%20b/pause", "{}", .notFound),
                ("/jobs/queues/crawl/pause", #"{"until":"2001-01-01T00:00:00Z"}"#, .invalidRequest),
                ("/jobs/queues/crawl/pause", #"{"until":5}"#, .malformedBody), ("/jobs/queues/crawl/pause", #"{"for":5}"#, .malformedBody),
            ] {
                #expect(try await world.call(.put, path, body).code == code, "\(path) \(body)")
            }
            _ = try await world.enqueue(#"{"kind":"crawl"}"#)
            let until = (Timestamp.now() + .hours(1)).description
            let paused = try await world.call(.put, "/jobs/queues/crawl/pause", #"{"until":"\#(until)"}"#)
            #expect(paused["paused"] == true && paused["pausedUntil"]?.string == until && paused["depth"]?["waiting"] == 1)
            let taken = try await world.call(.post, "/worker/leases", #"{"kinds":["crawl"]}"#, as: "worker")
            #expect(taken["jobs"] == [])
            let resumed = try await world.call(.delete, "/jobs/queues/crawl/pause")
            #expect(resumed["paused"] == false && resumed["pausedUntil"] == .null)
            _ = try await world.lease("crawl")
            #expect(try await queue("crawl", world)?["depth"]?["running"] == 1)
            #expect(try await world.actions() == ["queue.paused", "queue.resumed"])
        }
    }

    @Test func `A queue without jobs can be paused ahead, and is there`() async throws {
        try await withJobsAPI { world in
            let paused = try await world.call(.put, "/jobs/queues/later/pause")
            #expect(paused["paused"] == true)
            #expect(try await queue("later", world)?["external"] == true)
            #expect(try await world.call(.delete, "/jobs/queues/later/pause")["paused"] == false)
            #expect(try await queue("later", world) == nil)
        }
    }

    @Test func `Limits are of external queues alone, in bounds, and hold`() async throws {
        try await withJobsAPI { world in
            #expect(try await world.call(.put, "/jobs/queues/analysis/limits", #"{"concurrency":1}"#).code == .conflict)
            for (body, pointer) in [
                (#"{"concurrency":0}"#, "/concurrency"), (#"{"concurrency":1001}"#, "/concurrency"),
                (#"{"rate":{"count":0,"seconds":1}}"#, "/rate/count"), (#"{"rate":{"count":1,"seconds":86401}}"#, "/rate/seconds"),
                (#"{"rate":{"count":1}}"#, "/rate/seconds"), (#"{"speed":1}"#, "/speed"),
            ] {
                #expect(try await world.call(.put, "/jobs/queues/crawl/limits", body).pointers == [pointer], "\(body)")
            }
            try await world.call(.post, "/jobs/batch", #"{"jobs":[{"kind":"crawl"},{"kind":"crawl"},{"kind":"crawl"}]}"#)
            let limited = try await world.call(.put, "/jobs/queues/crawl/limits", #"{"concurrency":2,"rate":{"count":5,"seconds":10}}"#)
            #expect(limited["concurrency"] == 2 && limited["rate"] == ["count": 5, "seconds": 10])
            let taken = try await world.call(.post, "/worker/leases", #"{"kinds":["crawl"],"max":10}"#, as: "worker")
            #expect(taken["jobs"]?.array?.count == 2)
            let lifted = try await world.call(.put, "/jobs/queues/crawl/limits", #"{"concurrency":null,"rate":null}"#)
            #expect(lifted["concurrency"] == .null && lifted["rate"] == .null)
            _ = try await world.lease("crawl")
            #expect(try await world.actions() == ["queue.limited", "queue.limited"])
        }
    }

    @Test func `The board tells what came, went and waits`() async throws {
        try await withJobsAPI { world in
            try await world.call(.post, "/jobs/batch", #"{"jobs":[{"kind":"crawl"},{"kind":"crawl"},{"kind":"noop"}]}"#)
            let held = try await world.lease("crawl")
            try await world.call(.post, "/worker/jobs/\(held.id)/complete", #"{"lease":\#(held.lease)}"#, as: "worker")
            let crawl = try #require(try await queue("crawl", world))
            #expect(crawl["depth"]?["completed"] == 1 && crawl["depth"]?["waiting"] == 1 && crawl["external"] == true)
            #expect(
                crawl["oldestWaitingSince"]?.string != nil && crawl["lastHour"]?["enqueued"] == 2 && crawl["lastHour"]?["completed"] == 1)
            #expect(crawl["lastHour"]?["runMs"]?["p95"] != nil && crawl["lastHour"]?["perMinute"]?["in"] != nil)
            #expect(try await queue("noop", world)?["external"] == false)
        }
    }
}
