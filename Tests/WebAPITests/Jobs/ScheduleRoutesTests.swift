import HTTPTypes
import Primitives
import Testing

@testable import WebAPI

struct ScheduleRoutesTests {
    @Test func `A schedule that can't recur is refused with every fault`() async throws {
        try await withJobsAPI { world in
            for (body, code, pointers) in [
                ("{}", FailureCode.invalidRequest, ["/cron", "/kind", "/name", "/queue"]),
                (#"{"name":"N","cron":"61 * * * *","kind":"crawl"}"#, .invalidRequest, ["/cron"]),
                (#"{"name":"N","cron":"0 3 * * *","kind":"crawl","timeZone":"Mars/Olympus"}"#, .invalidRequest, ["/timeZone"]),
                (#"{"name":"N","cron":"0 3 * * *","kind":"analyze_lead"}"#, .invalidRequest, ["/kind"]),
                (#"{"name":"N","cron":"0 3 * * *","kind":"crawl","queue":"analysis"}"#, .invalidRequest, ["/queue"]),
                (#"{"name":"N","cron":"0 3 * * *","kind":"crawl","catchUp":"never"}"#, .malformedBody, ["/catchUp"]),
                (#"{"name":"N","cron":"0 3 * * *","kind":"crawl","every":"day"}"#, .malformedBody, ["/every"]),
            ] {
                let answer = try await world.call(.post, "/jobs/schedules", body)
                #expect(answer.code == code && answer.pointers.sorted() == pointers, "\(answer.pointers) for \(body)")
            }
            #expect(try await world.call(.get, "/jobs/schedules")["items"] == [])
        }
    }

    @Test func `A schedule is made, changed by its version, run now and removed, with an entry for each`() async throws {
        try await withJobsAPI { world in
            let body = #"{"name":"Nightly","cron":"30 2 * * *","timeZone":"Europe/Paris","kind":"crawl","arguments":{"all":true}}"#
            let made = try await world.call(.post, "/jobs/schedules", body, as: "admin")
            #expect(made.status == 201 && made["upcoming"]?.array?.count == 3 && made["nextRunAt"] == made["upcoming"]?.array?.first)
            #expect(made["arguments"] == ["all": true] && made["queue"] == "crawl" && made["version"] == 1 && made["overlap"] == "skip")
            let path = "/jobs/schedules/\(made.id)"
            #expect(try await world.call(.post, "/jobs/schedules", body).code == .conflict)
            let pause = #"{"paused":true}"#
            #expect(try await world.call(.patch, path, pause).code == .versionRequired)
            #expect(try await world.call(.patch, path, pause, headers: [.ifMatch: "\"9\""]).code == .staleVersion)
            let paused = try await world.call(.patch, path, pause, headers: [.ifMatch: "\"1\""])
            #expect(paused.headers[.eTag] == "\"2\"")
            #expect(paused["paused"] == true && paused["version"] == 2 && paused["nextRunAt"] == .null && paused["upcoming"] == [])

            let run = try await world.call(.post, "\(path)/run")
            #expect(run.status == 201 && run["job"]?["kind"] == "crawl" && run["job"]?["state"] == "waiting")
            #expect(try await world.call(.post, "\(path)/run").code == .conflict)
            #expect(try await world.call(.get, path)["lastJobId"]?.string == run.id)
            #expect(try await world.call(.delete, path).code == .versionRequired)
            #expect(try await world.call(.delete, path, headers: [.ifMatch: "\"1\""]).code == .staleVersion)
            #expect(try await world.call(.delete, path, headers: [.ifMatch: "\"2\""]).status == 204)
            #expect(try await world.call(.get, path).code == .notFound)
            #expect(
                try await world.actions() == ["schedule.created", "schedule.changed", "schedule.run", "schedule.removed"])
        }
    }
}
