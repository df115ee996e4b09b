import DataStore
import JobQueue
import Primitives
import ServiceLifecycle
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct LeasesTests {
    private func order(_ kinds: [String] = ["crawl"], count: Int = 1, workspace: String = "w", wait: Duration = .zero) -> LeaseOrder {
        var order = LeaseOrder(workspaceID: workspace, kinds: kinds)
        order.count = count
        order.wait = wait
        order.worker = "worker one"
        return order
    }

    private func enqueue(
        _ kind: String = "crawl", workspace: String = "w", in world: JobWorld, _ change: (inout JobDraft) -> Void = { _ in }
    ) async throws -> JobRecord {
        var draft = JobDraft(kind: kind, queue: "outside", trace: TraceID())
        draft.isExternal = true
        draft.workspaceID = workspace
        draft.maxAttempts = 2
        change(&draft)
        return try await world.store.write { [draft] in try world.jobs.enqueue(draft, in: $0).job }
    }

    @Test func `Only jobs of the worker's workspace and kinds are lent, and none of this process`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            _ = try await enqueue(workspace: "other", in: world)
            _ = try await enqueue("render", in: world)
            try await world.enqueue("Ana", workspace: "w")
            #expect(try await leases.lease(order(["crawl", Greet.kind])).isEmpty)
            #expect(try await leases.lease(order(["render"])).count == 1)
        }
    }

    @Test func `A runner of this process never takes what is for workers outside`() async throws {
        try await withJobs { world in
            let record = try await enqueue(Greet.kind, in: world) { $0.queue = Greet.queue }
            try await world.runner().runOnce()
            #expect(try await world.find(record.id).state == .waiting)
        }
    }

    @Test func `What is lent is lent once, by priority over all kinds and queues`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            let late = try await enqueue(in: world) { $0.priority = 9 }
            let first = try await enqueue("render", in: world) { $0.priority = 0 }
            let second = try await enqueue(in: world) { $0.queue = "elsewhere" }
            let got = try await leases.lease(order(["crawl", "render"], count: 2))
            #expect(got.map(\.job.id) == [first.id, second.id])
            #expect(got.allSatisfy { $0.job.state == .running && $0.job.attempt == 1 && $0.job.worker == "worker one" })
            #expect(try await leases.lease(order(["crawl", "render"], count: 5)).map(\.job.id) == [late.id])
            #expect(try await leases.lease(order(["crawl", "render"], count: 5)).isEmpty)
        }
    }

    @Test func `Many workers at once get each job once`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            for _ in 0..<50 { _ = try await enqueue(in: world) }
            let ids = try await withThrowingTaskGroup(of: [ID<JobRecord>].self) { group in
                for _ in 0..<40 { group.addTask { try await leases.lease(order(count: 2)).map(\.job.id) } }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(ids.count == 50)
            #expect(Set(ids).count == 50)
        }
    }

    @Test func `A worker that waits gets what is enqueued, and a wait without anything ends`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            #expect(try await leases.lease(order(wait: .milliseconds(20))).isEmpty)
            async let waiting = leases.lease(order(wait: .seconds(30)))
            for _ in 0..<20 { await Task.yield() }
            let record = try await enqueue(in: world)
            #expect(try await waiting.map(\.job.id) == [record.id])
        }
    }

    @Test func `A lost lease completes nothing, fails nothing and extends nothing`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            let record = try await enqueue(in: world)
            let first = try #require(try await leases.lease(order()).first).job
            try await leases.expire(now: .now + .seconds(61))
            let second = try #require(try await leases.lease(order()).first).job
            #expect(second.id == record.id)
            #expect(second.fence > first.fence)
            await #expect(throws: JobFault.self) { try await leases.complete(record.id, fence: first.fence, workspace: "w", result: nil) }
            await #expect(throws: JobFault.self) {
                try await leases.fail(record.id, fence: first.fence, workspace: "w", error: "no", stack: nil, retry: true, delay: nil)
            }
            await #expect(throws: JobFault.self) {
                try await leases.heartbeat(record.id, fence: first.fence, workspace: "w", duration: .seconds(60))
            }
            await #expect(throws: JobFault.self) {
                try await leases.complete(record.id, fence: second.fence, workspace: "other", result: nil)
            }
            try await leases.complete(record.id, fence: second.fence, workspace: "w", result: "42")
            // An answer that got lost on its way is asked for again.
            try await leases.complete(record.id, fence: second.fence, workspace: "w", result: "42")
            let done = try await world.find(record.id)
            #expect(done.state == .completed)
            #expect(done.result == "42")
        }
    }

    @Test func `A heartbeat keeps the lease and tells of a cancellation`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            let record = try await enqueue(in: world) { $0.timeout = .hours(1) }
            let lease = try #require(try await leases.lease(order()).first).job
            let line = JobLogLine(at: world.clock.now, level: .info, text: "page 3 of 9")
            let beat = try await leases.heartbeat(
                record.id, fence: lease.fence, workspace: "w", duration: .seconds(300), progress: 30, text: "reading", log: [line])
            #expect(beat.cancelReason == nil)
            #expect(beat.expiresAt == world.clock.now + .seconds(300))
            try await leases.expire(now: .now + .seconds(200))
            #expect(try await world.find(record.id).progress == 30)
            try await world.store.write { _ = try world.jobs.cancel(record.id, of: "w", because: "not wanted", in: $0) }
            let told = try await leases.heartbeat(record.id, fence: lease.fence, workspace: "w", duration: .seconds(60))
            #expect(told.cancelReason == "not wanted")
            let failed = try await leases.fail(
                record.id, fence: lease.fence, workspace: "w", error: "stopped", stack: nil, retry: true, delay: nil)
            #expect(failed.state == .cancelled)
            let whole = try await world.store.read { try world.jobs.whole(record.id, of: "w", in: $0) }
            #expect(whole?.log.map(\.text) == ["page 3 of 9"])
        }
    }

    @Test func `Who is heard of while its lease is being taken back keeps it`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            let record = try await enqueue(in: world) { $0.timeout = .hours(1) }
            let lease = try #require(try await leases.lease(order()).first).job
            let end = ContinuousClock.now + .seconds(61)
            // The heartbeat's write comes first, its caller is answered later.
            async let beat = leases.heartbeat(record.id, fence: lease.fence, workspace: "w", duration: .seconds(3_000))
            async let expiry: Void = leases.expire(now: end)
            do {
                _ = try await beat
                try await expiry
                #expect(try await world.find(record.id).state == .running)
            } catch JobFault.leaseLost {
                #expect(try await world.find(record.id).state == .waiting)
            }
        }
    }

    @Test func `A lease that ends costs an attempt, and the last one gives the job up`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            let record = try await enqueue(in: world)
            for expected in [JobState.waiting, .failed] {
                _ = try await leases.lease(order())
                try await leases.expire(now: .now + .seconds(61))
                #expect(try await world.find(record.id).state == expected)
            }
            #expect(try await world.find(record.id).error == "worker one was not heard of before its lease ended")
        }
    }

    @Test func `A job that is given back costs nothing`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            let record = try await enqueue(in: world)
            let lease = try #require(try await leases.lease(order()).first).job
            try await leases.release(record.id, fence: lease.fence, workspace: "w")
            let back = try await world.find(record.id)
            #expect(back.state == .waiting)
            #expect(back.attempt == 0)
        }
    }

    @Test func `No heartbeat carries a job past its time-out`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            let record = try await enqueue(in: world) { $0.timeout = .seconds(30) }
            let lease = try #require(try await leases.lease(order()).first).job
            #expect(lease.leaseExpiresAt == world.clock.now + .seconds(30))
            world.clock.advance(by: .seconds(20))
            let beat = try await leases.heartbeat(record.id, fence: lease.fence, workspace: "w", duration: .seconds(60))
            #expect(beat.expiresAt == world.clock.now + .seconds(10))
        }
    }

    @Test func `The time of day may jump: a lease is counted on a clock that nobody sets`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            let record = try await enqueue(in: world) { $0.timeout = .hours(5) }
            _ = try await leases.lease(order())
            for jump in [Duration.hours(1), .hours(-2)] {
                world.clock.advance(by: jump)
                try await leases.expire()
                #expect(try await world.find(record.id).state == .running)
            }
            try await leases.expire(now: .now + .seconds(61))
            #expect(try await world.find(record.id).state == .waiting)
        }
    }

    @Test func `After a restart a lease begins anew, and ends when nobody is heard of`() async throws {
        try await withJobs { world in
            let record = try await enqueue(in: world)
            _ = try await Leases(jobs: world.jobs, logger: .silent).lease(order())
            try await world.recover(boot: "one")
            try await world.recover(boot: "one")
            let leases = Leases(jobs: world.jobs, logger: .silent)
            try await leases.resume()
            #expect(try await world.find(record.id).state == .running)
            #expect(try await world.find(record.id).crashes == 0)
            try await leases.expire(now: .now + .seconds(61))
            #expect(try await world.find(record.id).state == .waiting)
        }
    }

    @Test func `A queue's own concurrency, rate and pause hold for workers outside`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            for _ in 0..<6 { _ = try await enqueue(in: world) }
            try await world.store.write { try world.jobs.limit("outside", of: "w", concurrency: 2, rate: nil, in: $0) }
            let two = try await leases.lease(order(count: 5))
            #expect(two.count == 2)
            #expect(try await leases.lease(order()).isEmpty)
            try await world.store.write { tx in
                try world.jobs.limit("outside", of: "w", concurrency: nil, rate: StartRate(count: 1, per: .seconds(10)), in: tx)
            }
            #expect(try await leases.lease(order(count: 5)).count == 1)
            #expect(try await leases.lease(order(count: 5)).isEmpty)
            world.clock.advance(by: .seconds(10))
            #expect(try await leases.lease(order(count: 5)).count == 1)
            try await world.store.write { tx in
                try world.jobs.limit("outside", of: "w", concurrency: nil, rate: nil, in: tx)
                try world.jobs.pause("outside", of: "w", in: tx)
            }
            #expect(try await leases.lease(order(count: 5)).isEmpty)
        }
    }

    @Test func `Thousands of one key are passed over for what comes after them`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            let drafts = (0..<150).map { _ in
                var draft = JobDraft(kind: "crawl", queue: "outside", trace: TraceID())
                draft.isExternal = true
                draft.workspaceID = "w"
                draft.limitKey = LimitKey("host", concurrency: 1)
                return draft
            }
            try await world.store.write { _ = try world.jobs.enqueue(drafts, in: $0) }
            let last = try await enqueue(in: world)
            let first = try #require(try await leases.lease(order()).first).job
            #expect(try await leases.lease(order()).map(\.job.id) == [last.id])
            #expect(try await leases.lease(order()).isEmpty)
            try await leases.complete(first.id, fence: first.fence, workspace: "w", result: nil)
            #expect(try await leases.lease(order(count: 5)).count == 1)
        }
    }
}
