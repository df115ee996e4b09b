import DataStore
import Primitives
import TestSupport
import Testing

@testable import JobQueue

/// What wakes a worker that waits for a job; without it, each of these would last for the hour of its wait.
@Suite(.timeLimit(.minutes(1))) struct WaitingWorkerTests {
    private func order(_ kind: String) -> LeaseOrder {
        var order = LeaseOrder(workspaceID: "w", kinds: [kind])
        order.wait = .hours(1)
        return order
    }

    private func enqueue(_ kind: String, in world: JobWorld) async throws -> JobRecord {
        var draft = JobDraft(kind: kind, queue: "outside", trace: TraceID())
        draft.isExternal = true
        draft.workspaceID = "w"
        return try await world.store.write { [draft] in try world.jobs.enqueue(draft, in: $0).job }
    }

    /// Waits for a job of `kind`, and does `act` meanwhile.
    private func lease(
        _ kind: String, in world: JobWorld, _ leases: Leases, while act: () async throws -> Void
    ) async throws -> [ID<JobRecord>] {
        async let waiting = leases.lease(order(kind))
        try await world.until { world.jobs.bell.sleepingWorkers == 1 }
        try await act()
        return try await waiting.map(\.job.id)
    }

    @Test func `Room that a job of another kind leaves in a limited queue`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            try await world.store.write { try world.jobs.limit("outside", of: "w", concurrency: 1, rate: nil, in: $0) }
            let first = try await enqueue("crawl", in: world)
            let lease = try #require(try await leases.lease(order("crawl")).first).job
            let second = try await enqueue("render", in: world)
            let got = try await self.lease("render", in: world, leases) {
                try await leases.complete(first.id, fence: lease.fence, workspace: "w", result: nil)
            }
            #expect(got == [second.id])
        }
    }

    @Test func `The end of a pause, of the workspace and of the whole node`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            for workspace in ["w", nil] {
                try await world.store.write { try world.jobs.pause("outside", of: workspace, in: $0) }
                let job = try await enqueue("crawl", in: world)
                let got = try await lease("crawl", in: world, leases) {
                    try await world.store.write { try world.jobs.resume("outside", of: workspace, in: $0) }
                }
                #expect(got == [job.id])
            }
        }
    }

    @Test func `A job of its kind, after one of another`() async throws {
        try await withJobs { world in
            let leases = Leases(jobs: world.jobs, logger: .silent)
            var wanted: JobRecord?
            let got = try await lease("crawl", in: world, leases) {
                _ = try await enqueue("render", in: world)
                #expect(world.jobs.bell.sleepingWorkers == 1)
                wanted = try await enqueue("crawl", in: world)
            }
            #expect(got == [wanted?.id])
        }
    }
}
