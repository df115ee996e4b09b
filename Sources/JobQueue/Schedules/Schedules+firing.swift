package import DataStore
package import Primitives

extension Schedules {
    /// When the next schedule is due: in the past when there is one to fire.
    package func nextDue(in tx: some SQLReading) throws -> Timestamp? {
        try ScheduleRows.nextDue(in: tx)
    }

    /// Enqueues what is due, and moves each schedule on in the same write. More may be due: ``nextDue(in:)`` tells.
    ///
    /// - Parameter limit: how many schedules; each enqueues up to ``CatchUp/mostRuns``, nearly always one.
    package func fireDue(limit: Int = 50, in tx: WriteTransaction) throws -> FiredSchedules {
        let now = clock.now()
        var fired = FiredSchedules()
        for schedule in try ScheduleRows.due(at: now, limit: limit, in: tx) {
            try fire(schedule, at: now, in: tx, &fired)
            if fired.jobs.count >= CatchUp.mostRuns { break }  // what is left waits for the next write, as other writers do
        }
        return fired
    }

    /// Enqueues one more run, paused or not; the times at which it recurs stay as they are.
    ///
    /// - Throws: ``Failure`` `notFound`; `conflict` while the last job has not ended and runs must not overlap; what enqueuing refuses.
    package func runNow(_ id: ID<Schedule>, workspace: String?, trace: TraceID, in tx: WriteTransaction) throws -> ID<JobRecord> {
        var schedule = try require(id, workspace: workspace, in: tx)
        guard try mayRun(schedule, in: tx) else {
            throw Failure(.conflict, "The last run has not ended, and the schedule allows no two at once.")
        }
        let job = try enqueue(schedule.work(for: nil, trace: trace), tx)
        schedule.lastJobID = job
        schedule.lastRunAt = clock.now()
        try ScheduleRows.advance(schedule, in: tx)
        return job
    }

    private func fire(_ due: Schedule, at now: Timestamp, in tx: WriteTransaction, _ fired: inout FiredSchedules) throws {
        var schedule = due
        guard let recurrence = schedule.definition.recurrence, let first = schedule.nextRunAt else {
            fired.refusals.append((schedule.id, Failure(.conflict, "The schedule's times are not understood by this version.")))
            schedule.nextRunAt = nil
            return try ScheduleRows.advance(schedule, in: tx)
        }
        let occurrences = schedule.definition.catchUp.occurrences(due: first, now: now, of: recurrence)
        if occurrences.isEmpty { fired.dropped += 1 }
        for occurrence in occurrences {
            guard try mayRun(schedule, in: tx) else {
                fired.dropped += 1
                break
            }
            do {
                let job = try enqueue(schedule.work(for: occurrence, trace: TraceID()), tx)
                fired.jobs.append(job)
                schedule.lastJobID = job
                schedule.lastRunAt = now
                schedule.lastOccurrenceAt = occurrence
            } catch let failure as Failure {
                // One schedule whose work is refused must not hold up all others.
                fired.refusals.append((schedule.id, failure))
                break
            }
        }
        schedule.plan(at: now)
        try ScheduleRows.advance(schedule, in: tx)
    }

    private func mayRun(_ schedule: Schedule, in tx: WriteTransaction) throws -> Bool {
        guard schedule.definition.overlap == .skip, let last = schedule.lastJobID else { return true }
        return try isEnded(last, tx)
    }
}
