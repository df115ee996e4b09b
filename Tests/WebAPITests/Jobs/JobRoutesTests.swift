import HTTPTypes
import Identity
import Primitives
import Testing

@testable import WebAPI

struct JobRoutesTests {
    private static let bad: [(draft: String, code: FailureCode, pointers: [String])] = [
        ("[]", .malformedBody, [""]),
        ("{", .malformedBody, []),
        ("{}", .invalidRequest, ["/kind"]),
        (#"{"kind":"Crawl"}"#, .invalidRequest, ["/kind"]),
        (#"{"kind":"crawl","retries":3}"#, .malformedBody, ["/retries"]),
        (#"{"kind":"analyze_lead"}"#, .invalidRequest, ["/kind"]),
        (#"{"kind":"crawl","queue":"analysis"}"#, .invalidRequest, ["/queue"]),
        (#"{"kind":"noop","queue":"crawl"}"#, .invalidRequest, ["/queue"]),
        (#"{"kind":"crawl","queue":"noop"}"#, .invalidRequest, ["/queue"]),
        (#"{"kind":7,"priority":"high"}"#, .malformedBody, ["/kind", "/priority"]),
        (#"{"kind":"crawl","priority":10}"#, .invalidRequest, ["/priority"]),
        (#"{"kind":"crawl","priority":-1}"#, .invalidRequest, ["/priority"]),
        (#"{"kind":"crawl","delaySeconds":-1}"#, .invalidRequest, ["/delaySeconds"]),
        (#"{"kind":"crawl","delaySeconds":1e300}"#, .invalidRequest, ["/delaySeconds"]),
        (#"{"kind":"crawl","delaySeconds":1,"runAt":"2030-01-01T00:00:00Z"}"#, .invalidRequest, ["/runAt"]),
        (#"{"kind":"crawl","runAt":"tomorrow"}"#, .malformedBody, ["/runAt"]),
        (#"{"kind":"crawl","runAt":"2999-01-01T00:00:00Z"}"#, .invalidRequest, ["/runAt"]),
        (#"{"kind":"crawl","maxAttempts":0}"#, .invalidRequest, ["/maxAttempts"]),
        (#"{"kind":"crawl","maxAttempts":101,"timeoutSeconds":0}"#, .invalidRequest, ["/maxAttempts", "/timeoutSeconds"]),
        (#"{"kind":"crawl","timeoutSeconds":86401}"#, .invalidRequest, ["/timeoutSeconds"]),
        (#"{"kind":"crawl","backoff":{"kind":"linear"}}"#, .invalidRequest, ["/backoff/kind"]),
        (#"{"kind":"crawl","backoff":{"kind":"fixed"}}"#, .invalidRequest, ["/backoff/firstSeconds"]),
        (
            #"{"kind":"crawl","backoff":{"kind":"exponential","firstSeconds":9,"longestSeconds":1}}"#, .invalidRequest,
            ["/backoff/longestSeconds"]
        ),
        (#"{"kind":"crawl","backoff":{"kind":"steps","seconds":[]}}"#, .invalidRequest, ["/backoff/seconds"]),
        (#"{"kind":"crawl","backoff":{"kind":"steps","seconds":[1,-1]}}"#, .invalidRequest, ["/backoff/seconds/1"]),
        (#"{"kind":"crawl","unique":{"while":"alive"}}"#, .invalidRequest, ["/unique/while"]),
        (#"{"kind":"crawl","unique":{"periodSeconds":0}}"#, .invalidRequest, ["/unique/periodSeconds"]),
        (#"{"kind":"crawl","unique":{"onConflict":"merge"}}"#, .invalidRequest, ["/unique/onConflict"]),
        (#"{"kind":"crawl","key":{"name":"example.com"}}"#, .invalidRequest, ["/key"]),
        (#"{"kind":"crawl","key":{"name":"","concurrency":1}}"#, .invalidRequest, ["/key/name"]),
        (#"{"kind":"crawl","key":{"name":"a","concurrency":0}}"#, .invalidRequest, ["/key/concurrency"]),
        (#"{"kind":"crawl","subjectId":"a\nb"}"#, .invalidRequest, ["/subjectId"]),
        (#"{"kind":"crawl","children":[{"kind":"page","unique":{}}]}"#, .invalidRequest, ["/children/0/unique"]),
        (
            #"{"kind":"crawl","children":[{"kind":"Page"}],"onChildFailure":"cry"}"#, .invalidRequest,
            ["/children/0/kind", "/onChildFailure"]
        ),
        (#"{"kind":"crawl","arguments":"\#(String(repeating: "x", count: 65_536))"}"#, .invalidRequest, ["/arguments"]),
    ]

    @Test(arguments: bad.indices) func `A draft that can't be kept is refused with every fault and its place`(_ number: Int) async throws {
        let (draft, code, pointers) = Self.bad[number]
        try await withJobsAPI { world in
            let answer = try await world.call(.post, "/jobs", draft)
            #expect(answer.code == code && answer.pointers.sorted() == pointers.sorted(), "\(answer.pointers) for \(draft.prefix(200))")
            #expect(try await world.call(.get, "/jobs")["items"]?.array?.isEmpty == true)
        }
    }

    @Test func `A job is kept as it was asked for, and shown whole`() async throws {
        try await withJobsAPI { world in
            let draft = """
                {"kind": "crawl", "queue": "sites", "arguments": {"url": "https://example.com/é", "deep": [1, 2.50]}, "priority": 2,
                 "delaySeconds": 3600, "maxAttempts": 7, "timeoutSeconds": 120, "backoff": {"kind": "steps", "seconds": [1, 60]},
                 "unique": {"key": "example.com", "periodSeconds": 60}, "key": {"name": "example.com", "concurrency": 1}, "subjectId": "site-1"}
                """
            let answer = try await world.call(.post, "/jobs", draft, as: "admin")
            #expect(answer.status == 201 && answer["duplicate"] == false)
            #expect(answer.headers[.location] == "/api/v1/jobs/\(answer.id)")
            let job = try await world.call(.get, "/jobs/\(answer.id)", as: "service")
            #expect(job["state"] == "scheduled" && job["external"] == true && job["queue"] == "sites" && job["priority"] == 2)
            #expect(job["arguments"]?["deep"] == [1, 2.5] && job["arguments"]?["url"] == "https://example.com/é")
            #expect(job["maxAttempts"] == 7 && job["timeoutSeconds"] == 120 && job["key"] == "example.com" && job["subjectId"] == "site-1")
            #expect(job["backoff"]?["kind"] == "steps" && job["unique"]?["key"] == "example.com" && job["unique"]?["until"]?.string != nil)
            #expect(job["attempts"] == [] && job["children"] == [] && job["log"] == [] && job["parent"] == .null && job["result"] == nil)
        }
    }

    @Test func `What is unique is refused, kept or replaced, and equal arguments are equal however they are written`() async throws {
        try await withJobsAPI { world in
            let first = try await world.enqueue(#"{"kind":"crawl","arguments":{"a":1,"b":[true]},"unique":{}}"#)
            let again = #"{"kind":"crawl","arguments":{ "b" : [true], "a" : 1 },"unique":{"onConflict":"#
            #expect(try await world.call(.post, "/jobs", again + #""reject"}}"#).code == .conflict)
            let kept = try await world.call(.post, "/jobs", again + #""keep"}}"#)
            #expect(kept.status == 200 && kept["duplicate"] == true && kept.id == first)
            for arguments in [
                #"{"a":2,"b":[true]}"#, #"{"a":1,"b":["true"]}"#, #"{"a":1}"#, "123456789012345678901", "123456789012345678902",
            ] {
                let other = try await world.call(.post, "/jobs", #"{"kind":"crawl","arguments":\#(arguments),"unique":{}}"#)
                #expect(other.status == 201 && other.id != first)
            }
            #expect(try await world.call(.get, "/jobs")["items"]?.array?.count == 6)
        }
    }

    @Test func `The same idempotency key enqueues once, and for another body it is refused`() async throws {
        try await withJobsAPI { world in
            let headers: HTTPFields = [.idempotencyKey: "one"]
            let first = try await world.call(.post, "/jobs", #"{"kind":"crawl"}"#, headers: headers)
            let again = try await world.call(.post, "/jobs", #"{"kind":"crawl"}"#, headers: headers)
            #expect(first.status == 201 && again.status == 201 && first.id == again.id)
            #expect(try await world.call(.post, "/jobs", #"{"kind":"other"}"#, headers: headers).code == .idempotencyKeyReused)
            #expect(try await world.call(.get, "/jobs")["items"]?.array?.count == 1)
        }
    }

    @Test func `A batch is kept whole or not at all`() async throws {
        try await withJobsAPI { world in
            let wrong = try await world.call(.post, "/jobs/batch", #"{"jobs":[{"kind":"a"},{"kind":"A"}]}"#)
            #expect(wrong.code == .invalidRequest && wrong.pointers == ["/jobs/1/kind"])
            let family = try await world.call(.post, "/jobs/batch", #"{"jobs":[{"kind":"b","children":[{"kind":"c"}]}]}"#)
            #expect(family.code == .malformedBody && family.pointers == ["/jobs/0/children"])
            #expect(try await world.call(.post, "/jobs/batch", #"{"jobs":[]}"#).pointers == ["/jobs"])
            let many = Array(repeating: #"{"kind":"a"}"#, count: 1_001).joined(separator: ",")
            #expect(try await world.call(.post, "/jobs/batch", "{\"jobs\":[\(many)]}").pointers == ["/jobs"])
            #expect(try await world.call(.get, "/jobs")["items"]?.array?.isEmpty == true)

            let unique = #"{"kind":"u","unique":{"key":"k","onConflict":"keep"}}"#
            let batch = try await world.call(.post, "/jobs/batch", #"{"jobs":[{"kind":"a"},\#(unique),\#(unique)]}"#)
            #expect(batch.status == 201 && batch["duplicates"] == 1)
            let ids = try #require(batch["ids"]?.array)
            #expect(ids.count == 3 && ids[1] == ids[2])
        }
    }

    @Test func `A flow waits for its children, which know their parent`() async throws {
        try await withJobsAPI { world in
            let parent = try await world.enqueue(
                #"{"kind":"sum","children":[{"kind":"part","arguments":1},{"kind":"part","arguments":2}]}"#)
            let whole = try await world.call(.get, "/jobs/\(parent)")
            #expect(whole["state"] == "waiting_for_children" && whole["waitsFor"] == 2 && whole["children"]?.array?.count == 2)
            let child = try #require(whole["children"]?.array?.first?["id"]?.string)
            #expect(try await world.call(.get, "/jobs/\(child)")["parent"]?["id"]?.string == parent)

            for result in [10, 20] {
                let held = try await world.lease("part")
                let body = #"{"lease":\#(held.lease),"result":\#(result)}"#
                #expect(try await world.call(.post, "/worker/jobs/\(held.id)/complete", body, as: "worker").status == 204)
            }
            let taken = try await world.call(.post, "/worker/leases", #"{"kinds":["sum"]}"#, as: "worker")
            let children = try #require(taken["jobs"]?.array?.first?["children"]?.array)
            #expect(children.map { $0["result"] } == [10, 20] && children.allSatisfy { $0["state"] == "completed" })
        }
    }

    @Test func `Lists are filtered, searched and paged, and a wrong question is told what is right`() async throws {
        try await withJobsAPI { world in
            for (path, pointer) in [
                ("/jobs?state=lost", "state"), ("/jobs?limit=0", "limit"), ("/jobs?limit=201", "limit"), ("/jobs?cursor=x", "cursor"),
            ] {
                let answer = try await world.call(.get, path)
                #expect(answer.code == .invalidRequest && answer.pointers == [pointer])
            }
            let drafts = (0..<5).map { #"{"kind":"crawl","arguments":{"host":"host-\#($0).example"}}"# }.joined(separator: ",")
            try await world.call(.post, "/jobs/batch", "{\"jobs\":[\(drafts),{\"kind\":\"mail\",\"delaySeconds\":60}]}")
            let first = try await world.call(.get, "/jobs?limit=4")
            let next = try #require(first["next"]?.string)
            let rest = try await world.call(.get, "/jobs?limit=4&cursor=\(next)")
            #expect(first["items"]?.array?.count == 4 && rest["items"]?.array?.count == 2 && rest["next"] == .null)
            #expect(first["items"]?.array?.first?["kind"] == "mail")
            #expect(try await world.call(.get, "/jobs?state=scheduled")["items"]?.array?.count == 1)
            #expect(try await world.call(.get, "/jobs?kind=crawl&queue=crawl")["items"]?.array?.count == 5)
            #expect(try await world.call(.get, "/jobs?q=host-3.exam")["items"]?.array?.count == 1)
        }
    }

    @Test func `Acts are refused where the state does not allow them, and each that happens is in the audit log`() async throws {
        try await withJobsAPI { world in
            let job = try await world.enqueue(#"{"kind":"crawl","delaySeconds":60}"#)
            #expect(try await world.call(.post, "/jobs/\(job)/retry").code == .conflict)
            #expect(try await world.call(.delete, "/jobs/\(job)").code == .conflict)
            let long = String(repeating: "x", count: 501)
            #expect(try await world.call(.post, "/jobs/\(job)/cancel", #"{"reason":"\#(long)"}"#).pointers == ["/reason"])
            #expect(try await world.actions() == [])

            #expect(try await world.call(.post, "/jobs/\(job)/promote")["state"] == "waiting")
            #expect(try await world.call(.post, "/jobs/\(job)/promote").code == .conflict)
            #expect(try await world.call(.post, "/jobs/\(job)/cancel", #"{"reason":"not wanted"}"#)["state"] == "cancelled")
            #expect(try await world.call(.get, "/jobs/\(job)")["cancelReason"] == "not wanted")
            #expect(try await world.call(.post, "/jobs/\(job)/cancel").code == .conflict)
            #expect(try await world.call(.post, "/jobs/\(job)/retry", as: "admin")["state"] == "waiting")
            #expect(try await world.call(.post, "/jobs/\(job)/cancel", as: "service")["state"] == "cancelled")
            #expect(try await world.call(.delete, "/jobs/\(job)").status == 204)
            #expect(try await world.call(.get, "/jobs/\(job)").code == .notFound)
            #expect(
                try await world.actions() == ["job.promoted", "job.cancelled", "job.retried", "job.cancelled", "job.removed"])
        }
    }

    @Test func `All that failed is retried, and what has ended is cleaned, by filter`() async throws {
        try await withJobsAPI { world in
            #expect(try await world.call(.post, "/jobs/retry", #"{"state":"completed"}"#).pointers == ["/state"])
            #expect(try await world.call(.post, "/jobs/retry", "{}").pointers == ["/state"])
            #expect(try await world.call(.delete, "/jobs?state=running").pointers == ["state"])
            #expect(try await world.call(.delete, "/jobs").pointers == ["state"])
            #expect(try await world.call(.delete, "/jobs?state=failed&olderThanSeconds=-1").pointers == ["olderThanSeconds"])

            let drafts = Array(repeating: #"{"kind":"crawl"}"#, count: 450).joined(separator: ",")
            try await world.call(.post, "/jobs/batch", "{\"jobs\":[\(drafts),{\"kind\":\"mail\"}]}")
            for _ in 0..<5 {
                let taken = try await world.call(.post, "/worker/leases", #"{"kinds":["crawl","mail"],"max":100}"#, as: "worker")
                for job in taken["jobs"]?.array ?? [] {
                    let body = #"{"lease":\#(job["lease"]?.integer ?? 0),"error":"no","retry":false}"#
                    let id = try #require(job["id"]?.string)
                    #expect(try await world.call(.post, "/worker/jobs/\(id)/fail", body, as: "worker")["state"] == "failed")
                }
            }
            #expect(try await world.call(.post, "/jobs/retry", #"{"state":"failed","kind":"crawl"}"#)["retried"] == 450)
            #expect(try await world.call(.delete, "/jobs?state=failed&olderThanSeconds=3600")["removed"] == 0)
            #expect(try await world.call(.delete, "/jobs?state=failed&queue=crawl")["removed"] == 0)
            #expect(try await world.call(.delete, "/jobs?state=failed")["removed"] == 1)
            let entries = try await world.api.people.audit.list(in: world.workspace, limit: 10).items
            #expect(entries.prefix(2).map(\.after?["jobs"]) == [1, 0])
            // Three batches: the first write says what was asked for, the last how many there were.
            let retried = entries.filter { $0.action.rawValue == "job.many_retried" }
            #expect(retried.map { $0.after?["jobs"] } == [450, nil] && retried.allSatisfy { $0.after?["kind"] == "crawl" })
        }
    }
}
