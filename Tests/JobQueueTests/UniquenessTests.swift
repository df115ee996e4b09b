import DataStore
import JobQueue
import Primitives
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct UniquenessTests {
    @Test func `A second of the same is refused while the first is active, and taken afterwards`() async throws {
        try await withJobs { world in
            let first = try await world.enqueue("Ana") { $0.uniqueness = Uniqueness(onConflict: .reject) }
            await #expect {
                try await world.enqueue("Ana") { $0.uniqueness = Uniqueness(onConflict: .reject) }
            } throws: { error in
                if case JobFault.duplicate(let id) = error { id == first.id } else { false }
            }
            try await world.enqueue("Bea") { $0.uniqueness = Uniqueness(onConflict: .reject) }
            try await world.runner().runOnce()
            try await world.enqueue("Ana") { $0.uniqueness = Uniqueness(onConflict: .reject) }
            #expect(try await world.store.read { try $0.value("SELECT COUNT(*) FROM job") } == 3)
        }
    }

    @Test func `Many callers at once leave one job`() async throws {
        try await withJobs { world in
            let ids = try await withThrowingTaskGroup(of: ID<JobRecord>.self) { group in
                for _ in 0..<64 { group.addTask { try await world.enqueue("Ana") { $0.uniqueness = Uniqueness(onConflict: .keep) }.id } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
            #expect(try await world.store.read { try $0.value("SELECT COUNT(*) FROM job") } == 1)
        }
    }

    @Test func `The index refuses what would go around the check`() async throws {
        try await withJobs { world in
            let first = try await world.enqueue("Ana") { $0.uniqueness = Uniqueness(onConflict: .reject) }
            let second = try await world.enqueue("Bea") { $0.uniqueness = Uniqueness(onConflict: .reject) }
            await #expect(throws: StoreError.self) {
                try await world.store.write { tx in
                    try tx.execute(
                        "UPDATE job SET unique_key = (SELECT unique_key FROM job WHERE id = ?) WHERE id = ?", [first.id, second.id])
                }
            }
        }
    }

    @Test func `Within a period the first counts even when it has ended`() async throws {
        try await withJobs { world in
            let within = Uniqueness(span: .within(.hours(1)), onConflict: .keep)
            let first = try await world.enqueue("Ana") { $0.uniqueness = within }
            try await world.runner().runOnce()
            #expect(try await world.enqueue("Ana") { $0.uniqueness = within }.id == first.id)
            world.clock.advance(by: .hours(1))
            #expect(try await world.enqueue("Ana") { $0.uniqueness = within }.id != first.id)
        }
    }

    @Test func `A replacement takes the place of one that was not started`() async throws {
        try await withJobs { world in
            let replace = Uniqueness(key: "hello", onConflict: .replace)
            let first = try await world.enqueue("plain old") { draft in
                draft.uniqueness = replace
                draft.runAt = world.clock.now + .hours(1)
            }
            let second = try await world.enqueue("plain new") { $0.uniqueness = replace }
            #expect(first.id == second.id)
            try await world.runner().runOnce()
            #expect(world.greeted.all == ["plain new"])
        }
    }

    @Test func `Beside one that runs a replacement is enqueued anew`() async throws {
        try await withJobs { world in
            let replace = Uniqueness(key: "hello", onConflict: .replace)
            let first = try await world.enqueue("hang") { draft in
                draft.uniqueness = replace
                draft.timeout = .seconds(30)
            }
            try await world.running(world.runner()) {
                try await world.until { try await world.find(first.id).state == .running }
                let second = try await world.enqueue("plain new") { $0.uniqueness = replace }
                #expect(second.id != first.id)
                #expect(try await world.enqueue("plain newer") { $0.uniqueness = replace }.id == second.id)
            }
        }
    }

    @Test func `Workspaces and kinds share no key`() async throws {
        try await withJobs { world in
            let reject = Uniqueness(key: "same", onConflict: .reject)
            let ids = [
                try await world.enqueue("a", workspace: "a") { $0.uniqueness = reject }.id,
                try await world.enqueue("a", workspace: "b") { $0.uniqueness = reject }.id,
                try await world.enqueue("a", workspace: "a") { draft in
                    draft.uniqueness = reject
                    draft.kind = "other"
                }.id,
            ]
            #expect(Set(ids).count == 3)
        }
    }

    @Test func `A job is not retried while another like it is active`() async throws {
        try await withJobs { world in
            let reject = Uniqueness(key: "same", onConflict: .reject)
            let failed = try await world.enqueue("cancel") { $0.uniqueness = reject }
            try await world.runner().runOnce()
            let active = try await world.enqueue("plain") { $0.uniqueness = reject }
            await #expect {
                try await world.store.write { try world.jobs.retry(failed.id, of: nil, in: $0) }
            } throws: { error in
                if case JobFault.duplicate(let id) = error { id == active.id } else { false }
            }
        }
    }
}
