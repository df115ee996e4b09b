import DataStore
import JobQueue
import Logging
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct JobRunnerTests {
    @Test func `An undone write enqueues nothing`() async throws {
        struct Refused: Error {}
        try await withJobs { world in
            await #expect(throws: Refused.self) {
                try await world.store.write { tx in
                    try world.jobs.enqueue(Greet(name: "nobody"), trace: TraceID(), in: tx)
                    throw Refused()
                }
            }
            try await world.runner().runOnce()
            #expect(world.greeted.all.isEmpty)
            #expect(world.changes.all.isEmpty)
        }
    }

    @Test func `A job runs once and every change is told inside its write`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("Ana")
            try await world.runner().runOnce()
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["Ana"])
            #expect(world.changes.all == ["running 0 v2", "running 40 v3", "completed 100 v4"])
            #expect(try await world.find(record.id).finishedAt != nil)
        }
    }

    @Test func `A failing job comes back after its delay until its attempts are used up`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("fail")
            try await world.runner().runOnce()
            let first = try await world.find(record.id)
            #expect(first.state == .retrying)
            #expect(first.error == "no greeting for fail")
            try await world.runner().runOnce()
            #expect(try await world.find(record.id).attempt == 1)
            world.clock.advance(by: .seconds(2))
            try await world.runner().runOnce()
            world.clock.advance(by: .seconds(10))
            try await world.runner().runOnce()
            let last = try await world.find(record.id)
            #expect(last.state == .failed)
            #expect(last.attempt == Greet.maxAttempts)
            #expect(world.givenUp.all == ["fail failed"])
        }
    }

    @Test func `A cancelled job is given up at once, with its effect in the same write`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("cancel")
            try await world.runner().runOnce()
            #expect(try await world.find(record.id).state == .cancelled)
            #expect(world.givenUp.all == ["cancel cancelled"])
        }
    }

    @Test(arguments: ["snooze", "full"])
    func `Neither a snooze nor a full disk uses up an attempt`(name: String) async throws {
        try await withJobs { world in
            let record = try await world.enqueue(name)
            try await world.runner().runOnce()
            let snoozed = try await world.find(record.id)
            #expect(snoozed.state == .scheduled)
            #expect(snoozed.attempt == 0)
        }
    }

    @Test func `A scheduled job waits for its time`() async throws {
        try await withJobs { world in
            let later = world.clock.now + .hours(1)
            try await world.store.write { try world.jobs.enqueue(Greet(name: "later"), trace: TraceID(), runAt: later, in: $0) }
            try await world.runner().runOnce()
            #expect(world.greeted.all.isEmpty)
            world.clock.advance(by: .hours(1))
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["later"])
        }
    }

    @Test func `A job that takes too long is stopped and tried again`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("hang") { $0.timeout = .milliseconds(50) }
            try await world.runner().runOnce()
            let stopped = try await world.find(record.id)
            #expect(stopped.state == .retrying)
            #expect(stopped.error?.contains("longer than") == true)
        }
    }

    @Test func `A job of an unknown kind is set aside`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("Ana")
            try await world.runner(handlers: []).runOnce()
            #expect(try await world.find(record.id).state == .cancelled)
        }
    }

    @Test func `What a dead process left running is put back without using up an attempt`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("Ana")
            try await world.pretendItRuns()
            try await world.runner().recover(boot: "another start of the machine")
            let back = try await world.find(record.id)
            #expect(back.state == .waiting)
            #expect(back.attempt == 0)
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["Ana"])
        }
    }

    @Test func `A queue runs no more at once than it may`() async throws {
        try await withJobs { world in
            for _ in 0..<8 { try await world.enqueue("meet") }
            await withThrowingTaskGroup(of: Void.self) { group in
                let runner = world.runner(concurrency: 3)
                group.addTask { try await runner.run() }
                while world.greeted.all.count < 8 { await Task.yield() }
                group.cancelAll()
            }
            #expect(world.together.all.max() == 3)
        }
    }
}
