import DataStore
import JobQueue
import Primitives
import TestSupport
import Testing

struct SchedulesTests {
    @Test func `Another workspace neither finds, changes, removes nor runs it`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 10 * * *")
            for stranger in ["w2", nil] {
                try await world.store.write { [schedules = world.schedules] tx in
                    #expect(try schedules.find(schedule.id, workspace: stranger, in: tx) == nil)
                    #expect(try schedules.list(workspace: stranger, in: tx).isEmpty)
                    func refuses(_ act: () throws -> Void) throws {
                        #expect(try #require(throws: Failure.self, performing: act).code == .notFound)
                    }
                    try refuses { try schedules.change(schedule.id, workspace: stranger, version: 1, ScheduleChange(), in: tx) }
                    try refuses { try schedules.remove(schedule.id, workspace: stranger, in: tx) }
                    try refuses { _ = try schedules.runNow(schedule.id, workspace: stranger, trace: TraceID(), in: tx) }
                }
            }
            #expect(world.ran.isEmpty)
            #expect(try await world.find(schedule) == schedule)
        }
    }

    @Test func `A name is taken once in a workspace, and once by the node`() async throws {
        try await withSchedules { world in
            for workspace in ["w1", "w2", nil] {
                try await world.create("@daily", workspace: workspace)
                let failure = try await #require(throws: Failure.self) { try await world.create("@hourly", workspace: workspace) }
                #expect(failure.code == .conflict)
            }
            let other = try await world.create("@daily", name: "other")
            let failure = try await #require(throws: Failure.self) { try await world.change(other, ScheduleChange(name: "digest")) }
            #expect(failure.code == .conflict)
            for owner in ["NULL", "'w1'"] {
                await #expect(throws: StoreError.self, "the index refuses it too") {
                    try await world.store.write { try $0.execute("UPDATE job_schedule SET name = 'x', workspace_id = \(owner)") }
                }
            }
        }
    }

    @Test func `A workspace has a bounded number of them`() async throws {
        try await withSchedules { world in
            for number in 1...Schedules.mostPerWorkspace { try await world.create("@daily", name: "n\(number)") }
            let failure = try await #require(throws: Failure.self) { try await world.create("@daily", name: "one more") }
            #expect(failure.code == .conflict)
            try await world.create("@daily", name: "n1", workspace: "w2")
            let listed = try await world.store.read { [schedules = world.schedules] in try schedules.list(workspace: "w1", in: $0) }
            #expect(listed.count == Schedules.mostPerWorkspace)
        }
    }

    @Test func `A stale version changes nothing`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 10 * * *")
            let changed = try await world.change(schedule, ScheduleChange(priority: 1))
            #expect(changed.version == 2)
            let failure = try await #require(throws: Failure.self) { try await world.change(schedule, ScheduleChange(priority: 2)) }
            #expect(failure.code == .staleVersion)
            #expect(try await world.find(schedule).definition.priority == 1)
        }
    }

    @Test func `A change is checked as a whole`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 10 * * *")
            let failure = try await #require(throws: Failure.self) { try await world.change(schedule, ScheduleChange(catchUp: .all)) }
            #expect(failure.fields.map(\.pointer) == ["/catchUp"])
            try await world.change(schedule, ScheduleChange(catchUp: .all, overlap: .allow))
        }
    }

    @Test func `Only what may bring the next time forward wakes, and only after its commit`() async throws {
        struct Undone: Error {}
        try await withSchedules { world in
            let definition = try ScheduleDefinition(name: "undone", cron: "@daily", kind: "k")
            await #expect(throws: Undone.self) {
                try await world.store.write { [schedules = world.schedules] tx in
                    try schedules.create(definition, workspace: "w1", in: tx)
                    throw Undone()
                }
            }
            #expect(world.woken.all.isEmpty)
            let schedule = try await world.create("0 10 * * *")
            #expect(world.woken.all.count == 1)
            let paused = try await world.change(schedule, ScheduleChange(paused: true))
            #expect(world.woken.all.count == 1)
            try await world.change(paused, ScheduleChange(paused: false))
            #expect(world.woken.all.count == 2)
        }
    }

    @Test func `What comes due while paused is not made up for`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 10 * * *")
            let paused = try await world.change(schedule, ScheduleChange(paused: true))
            #expect(paused.nextRunAt == nil && paused.upcoming().isEmpty)
            #expect(try await world.nextDue() == nil)
            world.clock.advance(by: .days(1))
            try await world.fire()
            let resumed = try await world.change(paused, ScheduleChange(paused: false))
            try await world.fire()
            #expect(world.ran.isEmpty)
            #expect(resumed.upcoming().map(\.clock) == ["27 10:00", "28 10:00", "29 10:00"])
        }
    }

    @Test func `Another name drops no run that is due, other times do`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 10 * * *")
            world.clock.advance(by: .hours(1))
            let renamed = try await world.change(schedule, ScheduleChange(name: "other", priority: 3))
            #expect(renamed.nextRunAt?.clock == "26 10:00")
            let moved = try await world.change(renamed, ScheduleChange(timeZone: "Europe/Paris"))
            #expect(moved.nextRunAt?.clock == "27 09:00")
        }
    }

    @Test func `Removed ones are gone, the others stay`() async throws {
        try await withSchedules { world in
            let first = try await world.create("0 10 * * *")
            let second = try await world.create("0 11 * * *", name: "second")
            try await world.create("0 12 * * *", workspace: "w2")
            try await world.store.write { [schedules = world.schedules] in try schedules.remove(first.id, workspace: "w1", in: $0) }
            #expect(try await world.nextDue() == "26 11:00")
            #expect(try await world.find(second) == second)
            let jobs = Jobs(store: world.store)
            while try await world.store.write({ try jobs.removeBatch(of: "w1", in: $0) }) {}
            #expect(try await world.nextDue() == "26 12:00")
        }
    }

    @Test func `What is due is read from the index, as is each list`() async throws {
        try await withSchedules { world in
            for (query, plan) in [
                ("next_run_at <= 5 ORDER BY next_run_at LIMIT 5", "SEARCH job_schedule USING INDEX job_schedule_due (next_run_at<?)"),
                ("workspace_id = 'w1' ORDER BY name LIMIT 5", "SEARCH job_schedule USING INDEX job_schedule_name (workspace_id=?)"),
                ("workspace_id IS NULL ORDER BY name LIMIT 5", "SCAN job_schedule USING INDEX job_schedule_own_name"),
            ] {
                let found = try await world.store.read { tx in
                    try tx.rows("EXPLAIN QUERY PLAN SELECT * FROM job_schedule WHERE \(query)").map { try $0["detail"] as String }
                }
                #expect(found == [plan])
            }
        }
    }
}
