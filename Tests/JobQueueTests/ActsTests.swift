import DataStore
import JobQueue
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ActsTests {
    @Test func `Another workspace finds nothing to act on`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("fail", workspace: "a") { $0.maxAttempts = 1 }
            try await world.runner().runOnce()
            for act in [
                { tx in _ = try world.jobs.retry(record.id, of: "b", in: tx) },
                { tx in _ = try world.jobs.cancel(record.id, of: "b", because: "no", in: tx) },
                { tx in _ = try world.jobs.promote(record.id, of: "b", in: tx) },
                { tx in try world.jobs.remove(record.id, of: "b", in: tx) },
            ] as [@Sendable (WriteTransaction) throws -> Void] {
                await #expect {
                    try await world.store.write(act)
                } throws: { error in
                    if case JobFault.gone = error { true } else { false }
                }
            }
            #expect(try await world.store.read { try world.jobs.whole(record.id, of: "b", in: $0) } == nil)
            #expect(try await world.find(record.id).state == .failed)
        }
    }

    @Test func `A failed job begins anew with all its attempts`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("fail") { $0.maxAttempts = 1 }
            try await world.runner().runOnce()
            let retried = try await world.store.write { try world.jobs.retry(record.id, of: nil, in: $0) }
            #expect(retried.state == .waiting)
            #expect(retried.attempt == 0)
            #expect(retried.error == nil)
            try await world.runner().runOnce()
            let whole = try await world.store.read { try world.jobs.whole(record.id, of: nil, in: $0) }
            #expect(whole?.attempts.map(\.ending) == [.failed, .failed])
            #expect(whole?.job.state == .failed)
        }
    }

    @Test func `A completed job is not retried, and a waiting one not promoted`() async throws {
        try await withJobs { world in
            let done = try await world.enqueue("plain")
            try await world.runner().runOnce()
            let waiting = try await world.enqueue("plain")
            await #expect(throws: JobFault.self) { try await world.store.write { _ = try world.jobs.retry(done.id, of: nil, in: $0) } }
            await #expect(throws: JobFault.self) { try await world.store.write { _ = try world.jobs.promote(waiting.id, of: nil, in: $0) } }
            await #expect(throws: JobFault.self) { try await world.store.write { try world.jobs.remove(waiting.id, of: nil, in: $0) } }
        }
    }

    @Test func `A scheduled job is promoted to wait for its turn`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("plain") { $0.runAt = world.clock.now + .hours(9) }
            _ = try await world.store.write { try world.jobs.promote(record.id, of: nil, in: $0) }
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["plain"])
        }
    }

    @Test func `All that failed are retried, a batch at a time, and no other`() async throws {
        try await withJobs { world in
            for number in 0..<450 { try await world.enqueue("cancel \(number)", workspace: number.isMultiple(of: 3) ? "b" : "a") }
            try await world.runner(concurrency: 50).runOnce()
            var filter = JobFilter(workspaceID: "a")
            filter.state = .cancelled
            var (total, last): (Int, ID<JobRecord>?) = (0, nil)
            repeat {
                let (count, next) = try await world.store.write { [filter, last] in try world.jobs.retryBatch(filter, after: last, in: $0) }
                total += count
                last = next
            } while last != nil
            #expect(total == 300)
            #expect(
                try await world.store.read { try $0.value("SELECT COUNT(*) FROM job WHERE state = 'waiting' AND workspace_id = 'a'") }
                    == 300)
            #expect(try await world.store.read { try $0.value("SELECT COUNT(*) FROM job WHERE state = 'cancelled'") } == 150)
        }
    }

    @Test func `What ended is forgotten after its time, and not what a parent still needs`() async throws {
        try await withJobs { world in
            let child = JobTree(try JobDraft(Greet(name: "plain child"), trace: TraceID()))
            let sleeper = JobTree(try JobDraft(Greet(name: "plain later"), trace: TraceID(), runAt: world.clock.now + .days(20)))
            let tree = JobTree(try JobDraft(Greet(name: "parent"), trace: TraceID()), children: [child, sleeper])
            _ = try await world.store.write { try world.jobs.enqueue(tree, in: $0) }
            let done = try await world.enqueue("plain")
            try await world.runner(concurrency: 4).runOnce()
            world.clock.advance(by: .days(3))
            let moment = world.clock.now - .days(2)
            #expect(try await world.store.write { try world.jobs.prune(.completed, endedBefore: moment, in: $0) } == 1)
            await #expect(throws: JobIsGone.self) { try await world.find(done.id) }
            #expect(try await world.store.write { try world.jobs.prune(.completed, endedBefore: moment, in: $0) } == 0)
            #expect(try await world.store.read { try $0.value("SELECT COUNT(*) FROM job") } == 3)
        }
    }

    @Test func `A search finds ids and parts of what is shown, in any case`() async throws {
        try await withJobs { world in
            let ana = try await world.enqueue("Ana", workspace: "w")
            let bea = try await world.enqueue("100% Bea_1", workspace: "w")
            try await world.enqueue("Ana", workspace: "other")
            for (text, expected) in [
                ("ana", [ana.id]), (ana.id.description, [ana.id]), (bea.traceID.description, [bea.id]), ("100% b", [bea.id]),
                ("a_1", [bea.id]),
                ("n_", []), ("greet", [bea.id, ana.id]),
            ] as [(String, [ID<JobRecord>])] {
                var filter = JobFilter(workspaceID: "w")
                filter.text = text
                let page = try await world.store.read { [filter] in try world.jobs.list(filter, before: nil, limit: 10, in: $0) }
                #expect(page.items.map(\.id) == expected, "\(text)")
            }
        }
    }

    @Test func `Pages follow each other without a gap`() async throws {
        try await withJobs { world in
            var ids: [ID<JobRecord>] = []
            for number in 0..<25 { ids.append(try await world.enqueue(number.isMultiple(of: 4) ? "cancel" : "plain", workspace: "w").id) }
            try await world.runner().runOnce()
            for number in 0..<25 { ids.append(try await world.enqueue("plain \(number)", workspace: "w").id) }
            var (seen, last): ([ID<JobRecord>], ID<JobRecord>?) = ([], nil)
            repeat {
                let page = try await world.store.read { [last] in
                    try world.jobs.list(JobFilter(workspaceID: "w"), before: last, limit: 10, in: $0)
                }
                seen += page.items.map(\.id)
                last = page.next.flatMap { ID($0) }
            } while last != nil
            #expect(seen == ids.reversed())
        }
    }

    @Test func `A queue's view says how deep it is, what happened and how long it took`() async throws {
        try await withJobs { world in
            for _ in 0..<4 { try await world.enqueue("plain", workspace: "a") }
            try await world.enqueue("cancel", workspace: "a")
            try await world.enqueue("plain", workspace: "b")
            world.clock.advance(by: .seconds(10))
            try await world.runner(concurrency: 8).runOnce()
            let waiting = try await world.enqueue("plain", workspace: "a")
            try await world.store.write { try world.jobs.pause(Greet.queue, of: "a", in: $0) }
            let view = try #require(try await world.store.read { try world.jobs.queues(of: "a", in: $0) }.first)
            #expect(view.depth.filter { $0.value > 0 } == [.waiting: 1, .completed: 4, .cancelled: 1])
            #expect(view.settings.isPaused)
            #expect(!view.isPausedByNode)
            #expect(view.oldestWaitingSince == waiting.runAt)
            #expect(view.activity.enqueued == 6)
            #expect(view.activity.completed == 4)
            #expect(view.activity.cancelled == 1)
            let wait = try #require(view.activity.wait)
            #expect(wait.p50 >= .seconds(9) && wait.p50 <= .seconds(13))
            let node = try #require(try await world.store.read { try world.jobs.queues(of: nil, in: $0) }.first)
            #expect(node.depth[.completed] == 5)
            world.clock.advance(by: .hours(1))
            #expect(world.jobs.activity.summary(of: Greet.queue, workspace: "a").enqueued == 0)
        }
    }

    @Test func `A workspace makes no more queues than a thousand, and empty ones are forgotten`() async throws {
        try await withJobs { world in
            func draft(_ queue: Int) -> JobDraft {
                var draft = JobDraft(kind: "crawl", queue: QueueName("q\(queue)"), trace: TraceID())
                draft.isExternal = true
                draft.workspaceID = "w"
                return draft
            }
            // Each of them waits, so each is one row of the eight thousand.
            let drafts = (0..<8_000).map(draft)
            try await world.store.write { _ = try world.jobs.enqueue(drafts, in: $0) }
            let (old, new) = (draft(5), draft(9_999))
            try await world.store.write { _ = try world.jobs.enqueue(old, in: $0) }
            await #expect(throws: JobFault.self) { try await world.store.write { _ = try world.jobs.enqueue(new, in: $0) } }
            while try await world.store.write({ try world.jobs.removeBatch(of: "w", in: $0) }) {}
            try await world.store.write { _ = try world.jobs.enqueue(new, in: $0) }
        }
    }

    @Test func `A workspace's jobs go with it, whatever their state`() async throws {
        try await withJobs { world in
            for name in ["plain", "cancel", "fail"] { try await world.enqueue(name, workspace: "a") }
            try await world.enqueue("plain", workspace: "b")
            try await world.runner(concurrency: 4).runOnce()
            try await world.enqueue("plain", workspace: "a")
            while try await world.store.write({ try world.jobs.removeBatch(of: "a", in: $0) }) {}
            #expect(try await world.store.read { try $0.value("SELECT COUNT(*) FROM job") } == 1)
            #expect(try await world.store.read { try $0.value("SELECT COUNT(*) FROM job_attempt") } == 0)
        }
    }
}
