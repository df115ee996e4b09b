import DataStore
import JobQueue
import Primitives
import TestSupport
import Testing

/// Schedules beside real jobs: what the index holds, and who runs them.
@Suite(.timeLimit(.minutes(1))) struct ScheduledJobsTests {
    private func definition(_ kind: String, _ catchUp: CatchUp = .once) throws -> ScheduleDefinition {
        try ScheduleDefinition(
            name: "nightly", cron: "0 3 * * *", kind: kind, queue: kind == Greet.kind ? "greetings" : "outside",
            arguments: #"{"name":"plain nightly"}"#, catchUp: catchUp)
    }

    private func runner(_ world: JobWorld, _ schedules: Schedules) -> JobRunner {
        let greeter = Greeter(
            jobs: world.jobs, store: world.store, greeted: world.greeted, givenUp: world.givenUp, together: world.together,
            released: world.released)
        return JobRunner(jobs: world.jobs, handlers: [greeter], queues: [Greet.queue: 1], schedules: schedules, logger: .silent)
    }

    @Test func `A run is enqueued and done at its time`() async throws {
        try await withJobs { world in
            let schedules = Schedules(jobs: world.jobs)
            let runner = runner(world, schedules)
            try await world.store.write { try schedules.create(try definition(Greet.kind), workspace: "w", in: $0) }
            try await runner.runOnce()
            #expect(world.greeted.all.isEmpty)
            world.clock.advance(by: .days(1))
            try await runner.runOnce()
            try await runner.runOnce()
            #expect(world.greeted.all == ["plain nightly"])
        }
    }

    @Test func `The same occurrence is one job, even when its schedule forgot that it ran`() async throws {
        try await withJobs { world in
            let schedules = Schedules(jobs: world.jobs)
            let runner = runner(world, schedules)
            try await world.store.write { try schedules.create(try definition(Greet.kind), workspace: "w", in: $0) }
            world.clock.advance(by: .days(1))
            let before = try await world.store.read { try $0.value("SELECT next_run_at FROM job_schedule", as: Int64.self) }
            try await runner.runOnce()
            try await world.store.write { try $0.execute("UPDATE job_schedule SET next_run_at = ?", [before]) }
            try await runner.runOnce()
            #expect(world.greeted.all == ["plain nightly"])
        }
    }

    @Test func `A kind that no handler knows is for workers outside`() async throws {
        try await withJobs { world in
            let schedules = Schedules(jobs: world.jobs)
            let runner = runner(world, schedules)
            let schedule = try await world.store.write { try schedules.create(try definition("crawl"), workspace: "w", in: $0) }
            let id = try await world.store.write { try schedules.runNow(schedule.id, workspace: "w", trace: TraceID(), in: $0) }
            try await runner.runOnce()
            let lease = try await Leases(jobs: world.jobs, logger: .silent).lease(LeaseOrder(workspaceID: "w", kinds: ["crawl"]))
            #expect(lease.map(\.job.id) == [id])
        }
    }

    @Test func `A new schedule wakes a runner that sleeps`() async throws {
        try await withJobs { world in
            let schedules = Schedules(jobs: world.jobs)
            let runner = runner(world, schedules)
            try await world.running(runner) {
                for _ in 0..<50 { await Task.yield() }
                try await world.store.write { try schedules.create(try definition(Greet.kind), workspace: "w", in: $0) }
                world.clock.advance(by: .days(1))
                try await world.enqueue("plain other")
                try await world.until { world.greeted.all.contains("plain nightly") }
            }
        }
    }
}
