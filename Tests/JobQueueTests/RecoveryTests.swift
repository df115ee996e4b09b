import DataStore
import JobQueue
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct RecoveryTests {
    @Test func `A job that ran at two ends of the process is set aside, and what its kind does then happens`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("Ana")
            try await world.recover(boot: "one")
            try await world.pretendItRuns()
            try await world.recover(boot: "one")
            let first = try await world.find(record.id)
            #expect(first.state == .waiting)
            #expect(first.attempt == 0)
            #expect(first.crashes == 1)
            try await world.pretendItRuns()
            try await world.recover(boot: "one")
            let second = try await world.find(record.id)
            #expect(second.state == .failed)
            #expect(second.error == "the node ended 2 times while this ran; it is not started again by itself")
            #expect(world.givenUp.all == ["Ana failed"])
            let whole = try await world.store.read { try world.jobs.whole(record.id, of: nil, in: $0) }
            #expect(whole?.attempts.map(\.ending) == [.crashed, .crashed])
        }
    }

    @Test func `An end of the whole machine is no crash of the job`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("Ana")
            for boot in ["one", "two", "three", "four"] {
                try await world.recover(boot: boot)
                try await world.pretendItRuns()
            }
            try await world.recover(boot: "five")
            #expect(try await world.find(record.id).crashes == 0)
        }
    }

    @Test func `An attempt that ends by itself clears a job of suspicion`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("fail")
            try await world.recover(boot: "one")
            try await world.pretendItRuns()
            try await world.recover(boot: "one")
            try await world.runner().runOnce()
            #expect(try await world.find(record.id).crashes == 0)
        }
    }

    @Test func `Of suspects one runs at a time, and the others follow`() async throws {
        try await withJobs { world in
            for _ in 0..<4 { try await world.enqueue("meet") }
            try await world.recover(boot: "one")
            try await world.pretendItRuns()
            try await world.recover(boot: "one")
            try await world.runner(concurrency: 4).runOnce()
            #expect(world.together.all == [1, 1, 1, 1])
        }
    }

    @Test func `What a key held is let in at the start`() async throws {
        try await withJobs { world in
            try await world.enqueue("Ana")
            try await world.store.write { try $0.execute("UPDATE job SET is_held = 1") }
            try await world.recover(boot: "one")
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["Ana"])
        }
    }

    @Test func `A clock set back by an hour does not make a retry wait for it`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("fail")
            let later = try await world.enqueue("later") { $0.runAt = world.clock.now + .hours(2) }
            try await world.running(world.runner()) {
                try await world.until { try await world.find(record.id).state == .retrying }
                world.clock.advance(by: .hours(-1))
                try await world.enqueue("plain")
                try await world.until { try await world.find(record.id).runAt < world.clock.now + .seconds(3) }
                world.clock.advance(by: .seconds(3))
                try await world.enqueue("plain")
                try await world.until { try await world.find(record.id).attempt == 2 }
            }
            #expect(try await world.find(later.id).runAt == later.runAt)
        }
    }

    @Test func `A clock set forward starts what is due by it, once`() async throws {
        try await withJobs { world in
            try await world.enqueue("Ana") { $0.runAt = world.clock.now + .minutes(30) }
            try await world.running(world.runner()) {
                world.clock.advance(by: .hours(1))
                try await world.enqueue("plain")
                try await world.until { world.greeted.all.count == 2 }
            }
            #expect(Set(world.greeted.all) == ["Ana", "plain"])
        }
    }
}

extension JobWorld {
    func recover(boot: String) async throws { try await runner().recover(boot: boot) }

    /// All that wait look as they do when the process dies while they run.
    func pretendItRuns() async throws {
        try await store.write { tx in
            try tx.execute("UPDATE job_count SET jobs = (SELECT COUNT(*) FROM job) WHERE state = 'waiting'")
            try tx.execute("DELETE FROM job_count WHERE state = 'running'")
            try tx.execute("UPDATE job_count SET state = 'running' WHERE state = 'waiting'")
            try tx.execute("UPDATE job SET state = 'running', attempt = 1, is_held = 0, fence = fence + 1, started_at = created_at")
        }
    }
}
