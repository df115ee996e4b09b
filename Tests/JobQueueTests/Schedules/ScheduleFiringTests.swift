import DataStore
import JobQueue
import Primitives
import TestSupport
import Testing

/// It is 09:33:20 when each begins.
struct ScheduleFiringTests {
    @Test func `An undone write fires nothing, and the occurrence is still due`() async throws {
        struct Undone: Error {}
        try await withSchedules { world in
            try await world.create("0 10 * * *", overlap: .allow)
            world.clock.advance(by: .hours(1))
            await #expect(throws: Undone.self) {
                try await world.store.write { [schedules = world.schedules] tx in
                    _ = try schedules.fireDue(in: tx)
                    throw Undone()
                }
            }
            #expect(try await world.nextDue() == "26 10:00")
            try await world.fire()
            #expect(Set(world.queue.works.map(\.uniqueKey)).count == 1, "both ask for the same job")
        }
    }

    @Test func `It fires at its time, once, and tells what the job needs`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 10 * * *")
            #expect(try await world.fire().jobs.isEmpty)
            #expect(try await world.nextDue() == "26 10:00")
            world.clock.advance(by: .minutes(27))
            let fired = try await world.fire()
            #expect(try await world.fire().jobs.isEmpty)
            let work = try #require(world.queue.works.first)
            #expect(world.queue.works.count == 1)
            #expect((work.workspaceID, work.queue, work.kind) == ("w1", "send_digest", "send_digest"))
            #expect((work.arguments, work.priority) == ("{}", 5))
            #expect(work.uniqueKey == "schedule:\(schedule.id):1769421600")
            let after = try await world.find(schedule)
            #expect(after.lastJobID == fired.jobs.first)
            #expect(after.lastRunAt == world.clock.now)
            #expect(after.nextRunAt?.clock == "27 10:00")
            #expect(after.version == 1, "a run makes nobody's copy stale")
        }
    }

    @Test func `Times are those of the schedule's zone`() async throws {
        try await withSchedules { world in
            try await world.create("0 9 * * *", zone: "America/New_York")
            #expect(try await world.nextDue() == "26 14:00")
        }
    }

    @Test(arguments: [
        // Three hours late, a minute late, and in time.
        (CatchUp.skip, "0 * * * *", 3 * 60, [], "26 13:00"),
        (CatchUp.skip, "*/5 * * * *", 3 * 60 + 2, ["26 12:35"], "26 12:40"),
        (CatchUp.skip, "* * * * *", 60, ["26 10:33"], "26 10:34"),
        (CatchUp.skip, "0 * * * *", 27, ["26 10:00"], "26 11:00"),
        (CatchUp.once, "0 * * * *", 3 * 60, ["26 10:00"], "26 13:00"),
        (CatchUp.once, "* * * * *", 1_000 * 24 * 60, ["26 09:34"], "22 09:34"),
        (CatchUp.all, "0 * * * *", 3 * 60, ["26 10:00", "26 11:00", "26 12:00"], "26 13:00"),
    ])
    func `What was missed is made up for as the schedule says`(
        catchUp: CatchUp, cron: String, minutesLater: Int, ran: [String], next: String
    ) async throws {
        try await withSchedules { world in
            try await world.create(cron, catchUp: catchUp, overlap: .allow)
            world.clock.advance(by: .minutes(Int64(minutesLater)))
            try await world.fire()
            try await world.fire()
            #expect(world.ran == ran)
            #expect(try await world.nextDue() == next)
        }
    }

    @Test func `Of all that were missed at most a hundred run, the oldest first, then it goes on`() async throws {
        try await withSchedules { world in
            try await world.create("* * * * *", catchUp: .all, overlap: .allow)
            world.clock.advance(by: .hours(5))
            #expect(try await world.fire().jobs.count == CatchUp.mostRuns)
            #expect(try await world.fire().jobs.isEmpty)
            #expect((world.ran.first, world.ran.last) == ("26 09:34", "26 11:13"))
            #expect(Set(world.ran).count == CatchUp.mostRuns)
            #expect(try await world.nextDue() == "26 14:34")
        }
    }

    @Test func `Nothing runs while the last job has not ended, unless that is allowed`() async throws {
        try await withSchedules { world in
            try await world.create("0 * * * *")
            try await world.create("0 * * * *", name: "beside", overlap: .allow)
            world.clock.advance(by: .minutes(27))
            #expect(try await world.fire().jobs.count == 2)
            world.clock.advance(by: .hours(1))
            let fired = try await world.fire()
            #expect(fired.jobs.count == 1)
            #expect(fired.dropped == 1)
            #expect(try await world.nextDue() == "26 12:00")
            world.queue.endAll()
            world.clock.advance(by: .hours(1))
            #expect(try await world.fire().jobs.count == 2)
        }
    }

    @Test(arguments: CatchUp.allCases)
    func `A clock set back runs nothing again`(catchUp: CatchUp) async throws {
        try await withSchedules { world in
            try await world.create("0 * * * *", catchUp: catchUp, overlap: .allow)
            world.clock.advance(by: .minutes(27))
            try await world.fire()
            world.clock.advance(by: .hours(-1))
            try await world.fire()
            world.clock.advance(by: .hours(1))
            try await world.fire()
            #expect(world.ran == ["26 10:00"])
            world.clock.advance(by: .hours(1))
            try await world.fire()
            #expect(world.ran == ["26 10:00", "26 11:00"])
        }
    }

    @Test func `Nor does a change or a resume after the clock was set back`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 * * * *", overlap: .allow)
            world.clock.advance(by: .minutes(27))
            try await world.fire()
            world.clock.advance(by: .hours(-1))
            let paused = try await world.change(schedule, ScheduleChange(paused: true))
            let resumed = try await world.change(paused, ScheduleChange(paused: false))
            #expect(resumed.nextRunAt?.clock == "26 11:00")
        }
    }

    @Test func `A schedule carried far ahead by a wrong clock comes back when it is resumed`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 * * * *", overlap: .allow)
            world.clock.advance(by: .days(365))
            try await world.fire()
            world.clock.advance(by: .days(-365))
            #expect(try await world.find(schedule).nextRunAt?.description == "2027-01-26T10:00:00.000Z")
            let paused = try await world.change(schedule, ScheduleChange(paused: true))
            let resumed = try await world.change(paused, ScheduleChange(paused: false))
            #expect(resumed.nextRunAt?.clock == "26 11:00", "10:00 has run")
        }
    }

    @Test func `One whose work is refused holds up no other`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 10 * * *")
            world.clock.advance(by: .minutes(27))
            world.queue.refuse(Failure(.invalidRequest, "There is no such kind."))
            let fired = try await world.fire()
            #expect(fired.refusals.map(\.schedule) == [schedule.id])
            let after = try await world.find(schedule)
            #expect(after.lastJobID == nil)
            #expect(after.nextRunAt?.clock == "27 10:00")
        }
    }

    @Test func `Times that are no longer understood stop that schedule alone`() async throws {
        try await withSchedules { world in
            let broken = try await world.create("0 10 * * *")
            try await world.create("0 10 * * *", name: "whole")
            try await world.store.write { try $0.execute("UPDATE job_schedule SET time_zone = 'Old/Name' WHERE name = 'digest'") }
            world.clock.advance(by: .minutes(27))
            let fired = try await world.fire()
            #expect(fired.jobs.count == 1)
            #expect(fired.refusals.map(\.schedule) == [broken.id])
            #expect(try await world.nextDue() == "27 10:00")
        }
    }

    @Test func `One write fires a bounded number; the rest is due at once`() async throws {
        try await withSchedules { world in
            for number in 1...5 { try await world.create("0 10 * * *", name: "n\(number)") }
            for number in 1...3 { try await world.create("* * * * *", name: "all\(number)", catchUp: .all, overlap: .allow) }
            world.clock.advance(by: .hours(5))
            #expect(try await world.fire(limit: 50).jobs.count == 100)
            #expect(try await world.fire(limit: 2).jobs.count == 100)
            #expect(try await world.fire(limit: 1).jobs.count == 100)
            #expect(try await world.fire(limit: 2).jobs.count == 2)
            #expect(try await world.nextDue() == "26 10:00")
            #expect(try await world.fire(limit: 50).jobs.count == 3)
            #expect(try await world.fire().jobs.isEmpty)
        }
    }

    @Test func `A run by hand is refused beside one that has not ended, else leaves the times as they are`() async throws {
        try await withSchedules { world in
            let schedule = try await world.create("0 10 * * *")
            func runNow() async throws -> ID<JobRecord> {
                try await world.store.write { [schedules = world.schedules] in
                    try schedules.runNow(schedule.id, workspace: "w1", trace: TraceID(), in: $0)
                }
            }
            let job = try await runNow()
            #expect(try await #require(throws: Failure.self) { try await runNow() }.code == .conflict)
            world.queue.endAll()
            _ = try await runNow()
            world.queue.endAll()
            world.clock.advance(by: .minutes(27))
            try await world.fire()
            #expect(world.ran == ["by hand", "by hand", "26 10:00"])
            #expect(try await world.find(schedule).lastJobID != job)
        }
    }
}
