import Identity
import JobQueue
import Primitives
import TestSupport
import Testing

@testable import Server

struct ControlJobsTests {
    @Test func `A job of another workspace is neither shown nor touched when one is named`() async throws {
        try await withJobs { world in
            let job = try await world.enqueue("crawl", in: world.other)
            for request in [JobsRequest.show(job.id), .cancel(job.id, reason: nil), .retry(job.id)] {
                guard case .refused(.notFound, let message) = try await world.ask(request, in: world.acme) else {
                    Issue.record("\(request) was not refused")
                    continue
                }
                #expect(message.contains("Acme"))
            }
            #expect(try await world.list(in: world.acme).isEmpty)
            #expect(try await world.state(of: job) == .waiting)
            #expect(try await world.audited().isEmpty)
        }
    }

    @Test func `An act that the state does not allow is refused in words, and leaves no entry`() async throws {
        try await withJobs { world in
            let job = try await world.enqueue("crawl", in: world.acme)
            let refused = try await world.ask(.retry(job.id))
            guard case .refused(.conflict, "The job is waiting and can't be retried.") = refused else {
                Issue.record("\(refused)")
                return
            }
            #expect(try await world.audited().isEmpty)
        }
    }

    @Test func `A list shows the newest first, of every workspace and the node itself, also when only one state is wanted`() async throws {
        try await withJobs { world in
            var jobs: [JobRecord] = []
            for workspace in [world.acme, nil, world.other, world.acme] { jobs.append(try await world.enqueue("crawl", in: workspace)) }
            let newest = Array(jobs.map(\.id).reversed())
            #expect(try await world.list().map(\.id) == newest)
            #expect(try await world.list(JobsRequest.Filter(state: .waiting)).map(\.id) == newest)
            #expect(try await world.list(JobsRequest.Filter(state: .waiting), limit: 2).map(\.id) == Array(newest.prefix(2)))
            #expect(try await world.list(in: world.acme).map(\.id) == [jobs[3].id, jobs[0].id])
            #expect(try await world.list().map(\.workspace) == ["Acme", "Other", nil, "Acme"])
            #expect(try await world.list(JobsRequest.Filter(state: .failed)).isEmpty)
        }
    }

    @Test func `One job is shown with its arguments and the attempts that failed`() async throws {
        try await withJobs { world in
            let job = try await world.enqueue("crawl", in: world.acme)
            try await world.fail(job, "no luck", stack: "at line 1\nat line 2")
            guard case .job(let sheet) = try await world.ask(.show(job.id)) else { return }
            #expect(sheet.line.state == .failed)
            #expect(sheet.arguments == [:])
            #expect(sheet.attempts.map(\.ending) == [.failed])
            #expect(sheet.attempts.first?.stack == "at line 1\nat line 2")
            let text = try JobText.sheet(sheet)
            #expect(text.contains("     at line 2"))
            #expect(text.contains { $0.contains("error") && $0.contains("no luck") })
        }
    }

    @Test func `What the operator does to one job stands in the audit log of its workspace`() async throws {
        try await withJobs { world in
            let job = try await world.enqueue("crawl", in: world.acme)
            try await world.fail(job)
            guard case .jobs(let retried) = try await world.ask(.retry(job.id)) else { return }
            #expect(retried.map(\.state) == [.waiting])
            guard case .jobs(let cancelled) = try await world.ask(.cancel(job.id, reason: "not wanted")) else { return }
            #expect(cancelled.map(\.state) == [.cancelled])
            #expect(cancelled.first?.cancelReason == "not wanted")
            #expect(
                try await world.audited() == [
                    "job.retried by operator in \(world.acme.id)", "job.cancelled by operator in \(world.acme.id)",
                ])
        }
    }

    @Test func `All that failed are retried, those of one kind in one workspace alone when that is said`() async throws {
        try await withJobs { world in
            var failed: [JobRecord] = []
            for (kind, workspace) in [("crawl", world.acme), ("crawl", world.other), ("send", world.other)] {
                failed.append(try await world.enqueue(kind, in: workspace))
                try await world.fail(failed[failed.count - 1])
            }
            guard case .retried(1, nil) = try await world.ask(.retryFailed(queue: nil, kind: "crawl", after: nil), in: world.other) else {
                Issue.record("one should have been retried")
                return
            }
            var states: [JobState?] = []
            for job in failed { states.append(try await world.state(of: job)) }
            #expect(states == [.failed, .waiting, .failed])
            guard case .retried(2, nil) = try await world.ask(.retryFailed(queue: nil, kind: nil, after: nil)) else {
                Issue.record("the others should have been retried")
                return
            }
            #expect(try await world.audited().count == 3, "an entry for each workspace in which something was retried")
        }
    }

    @Test func `A queue is paused for the whole node or for one workspace, and either is told apart`() async throws {
        try await withJobs { world in
            try await world.enqueue("crawl", in: world.acme)
            let until = Timestamp.now() + .hours(1)
            guard case .queues(let paused) = try await world.ask(.pause(queue: "work", until: until)) else { return }
            #expect(paused.map(\.paused) == [true])
            #expect(paused.map { JobText.pause(of: $0) } == ["paused until \(until)"])
            guard case .queues(let seen) = try await world.ask(.queues, in: world.acme) else { return }
            #expect(seen.map(\.paused) == [false])
            #expect(seen.map { JobText.pause(of: $0) } == ["paused for the whole node"])
            guard case .queues(let resumed) = try await world.ask(.resume(queue: "work")) else { return }
            #expect(resumed.map(\.pausedByOperator) == [false])
            #expect(try await world.audited() == ["queue.paused by operator in the node", "queue.resumed by operator in the node"])
        }
    }

    @Test func `While the node is stopped jobs can be looked at, and only acts on them are refused`() async throws {
        try await withFolder { folder in
            let settings = try await localSettings(in: folder)
            let job = try await withJobs(settings) { world in try await world.enqueue("crawl", in: world.acme) }
            let client = ControlClient(settings: settings)
            let failure = await #expect(throws: Failure.self) {
                try await client.ask(running: .jobs(.cancel(job.id, reason: nil), workspace: nil), remedy: "Start it first.")
            }
            #expect(failure?.code == .unavailable)
            #expect(failure?.message.hasSuffix("Start it first.") == true)
            guard case .jobs(let jobs) = try await client.perform(.jobs(.list(JobsRequest.Filter(), limit: 20), workspace: "Acme")) else {
                return
            }
            #expect(jobs.map(\.id) == [job.id])
            guard case .queues(let queues) = try await client.perform(.jobs(.queues, workspace: nil)) else { return }
            #expect(queues.map { $0.jobs(.waiting) } == [1])
            #expect(queues.allSatisfy { $0.lastHour == nil }, "the last hour is known to a running node alone")
        }
    }
}
