import DataStore
import JobQueue
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct StoppingTests {
    private func cancel(_ record: JobRecord, _ world: JobWorld) async throws {
        try await world.store.write { _ = try world.jobs.cancel(record.id, of: nil, because: "changed my mind", in: $0) }
    }

    private func attempts(_ record: JobRecord, _ world: JobWorld) async throws -> [JobAttempt] {
        try await world.store.read { try world.jobs.whole(record.id, of: nil, in: $0)?.attempts ?? [] }
    }

    @Test func `A job that waits is cancelled at once, and one that has ended is not`() async throws {
        try await withJobs { world in
            _ = world.runner()
            let record = try await world.enqueue("Ana")
            try await cancel(record, world)
            let cancelled = try await world.find(record.id)
            #expect(cancelled.state == .cancelled)
            #expect(cancelled.cancelReason == "changed my mind")
            #expect(cancelled.error == "cancelled: changed my mind")
            #expect(world.givenUp.all == ["Ana cancelled"])
            await #expect(throws: JobFault.self) { try await cancel(record, world) }
        }
    }

    @Test func `A job that runs is told to stop, and is cancelled when it has`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("hang") { $0.timeout = .seconds(30) }
            try await world.running(world.runner()) {
                try await world.until { try await world.find(record.id).state == .running }
                try await cancel(record, world)
                try await world.until { try await world.find(record.id).state == .cancelled }
            }
            #expect(try await attempts(record, world).map(\.ending) == [.cancelled])
            #expect(world.givenUp.all == ["hang cancelled"])
        }
    }

    @Test func `A job that does not listen is left to itself, and what it does then has no effect`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("deaf") { $0.timeout = .seconds(30) }
            try await world.running(world.runner()) {
                try await world.until { try await world.find(record.id).state == .running }
                try await cancel(record, world)
                try await world.until { try await world.find(record.id).state == .cancelled }
                // Its slot is free again.
                try await world.enqueue("plain next")
                try await world.until { world.greeted.all.contains("plain next") }
                world.released.record(())
                try await world.until { world.greeted.all.contains("deaf") }
            }
            let ended = try await world.find(record.id)
            #expect(ended.state == .cancelled)
            #expect(ended.result == nil)
        }
    }

    @Test func `One that goes on past its time-out is tried again, and only one of the two completes it`() async throws {
        try await withJobs { world in
            let record = try await world.enqueue("deaf") { draft in
                draft.timeout = .milliseconds(50)
                draft.maxAttempts = 1
            }
            try await world.running(world.runner()) {
                try await world.until { try await world.find(record.id).state == .failed }
                world.released.record(())
                try await world.until { world.greeted.all.contains("deaf") }
            }
            #expect(try await world.find(record.id).state == .failed)
            #expect(try await attempts(record, world).map(\.ending) == [.abandoned])
        }
    }

    @Test func `At the end of the node what runs may finish, and what does not is put back at no cost`() async throws {
        try await withJobs { world in
            let hang = try await world.enqueue("hang") { $0.timeout = .seconds(30) }
            try await world.running(world.runner(grace: .milliseconds(50))) {
                try await world.until { try await world.find(hang.id).state == .running }
            }
            let back = try await world.find(hang.id)
            #expect(back.state == .waiting)
            #expect(back.attempt == 0)
            #expect(back.crashes == 0)
            #expect(try await attempts(hang, world).map(\.ending) == [.interrupted])
        }
    }

    @Test func `A job that does not listen does not keep the node from ending`() async throws {
        try await withJobs { world in
            let deaf = try await world.enqueue("deaf") { $0.timeout = .seconds(30) }
            try await world.running(world.runner(grace: .milliseconds(20))) {
                try await world.until { try await world.find(deaf.id).state == .running }
            }
            #expect(try await world.find(deaf.id).state == .waiting)
            world.released.record(())
            try await world.until { world.greeted.all.contains("deaf") }
            #expect(try await world.find(deaf.id).state == .waiting)
        }
    }

    @Test func `One whose end can't be recorded comes back, and takes no other with it`() async throws {
        try await withJobs { world in
            let bad = try await world.enqueue("cancel badly")
            let good = try await world.enqueue("plain")
            try await world.runner(concurrency: 2).runOnce()
            #expect(try await world.states([bad, good]) == [.scheduled, .completed])
        }
    }

    @Test func `Handlers that never end are given up, hold no slot for ever and do not keep the node from ending`() async throws {
        try await withJobs { world in
            var leaks: [JobRecord] = []
            for _ in 0..<2 {
                leaks.append(
                    try await world.enqueue("leak") { draft in
                        draft.timeout = .milliseconds(20)
                        draft.maxAttempts = 1
                    })
            }
            try await world.running(world.runner(concurrency: 2, grace: .milliseconds(50), stopGrace: .milliseconds(50))) {
                try await world.enqueue("plain after")
                try await world.until { world.greeted.all == ["plain after"] }
                try await world.until { try await world.states(leaks) == [.failed, .failed] }
            }
        }
    }
}
