import DataStore
import Logging
import Primitives

extension JobRunner {
    private struct Written: Sendable {
        var claimed: [JobRecord] = []
        var claims: [(queue: QueueName, turn: String, claim: JobChanges.Claim)] = []
        var refusals: [(schedule: ID<Schedule>, failure: Failure)] = []
        var looked = false
        var nextDue: Timestamp?
    }

    /// Records what has ended, lets wait what is due, and claims: all in one write.
    func write(_ floor: inout RunnerFloor) async throws -> [JobRecord] {
        let endings = floor.endings
        let openings = floor.openings.map { ($0, floor.turn(in: $0.queue)) }
        let isDue = floor.isDue
        let written: Written
        do {
            written = try await write(endings, openings, isDue: isDue)
        } catch  where !error.isOfTheNode && !endings.isEmpty {
            // One of them can't be recorded: each on its own, so that it takes none with it.
            for ending in endings { try await record(ending) }
            written = try await write([], openings, isDue: isDue)
        }
        for ending in endings { log(ending) }
        for (schedule, failure) in written.refusals {
            logger.warning("a schedule's work was refused", metadata: ["scheduleId": "\(schedule)", "error": "\(failure)"])
        }
        floor.wrote(endings: endings.count)
        if written.looked { floor.looked(nextDue: written.nextDue) }
        for claim in written.claims {
            floor.claimed(from: claim.queue, turn: claim.turn, mayHaveMore: claim.claim.mayHaveMore, retryAt: claim.claim.retryAt)
        }
        return written.claimed
    }

    private func write(_ endings: [FinishedAttempt], _ openings: [(Jobs.Opening, turn: String)], isDue: Bool) async throws -> Written {
        try await jobs.store.write { [jobs, schedules] tx in
            try jobs.changing(in: tx) { changes in
                var written = Written()
                for one in endings where !one.attempt.context.isCompleted {
                    try changes.settle(startedAs: one.attempt.record, one.ending)
                }
                if isDue {
                    written.refusals = try schedules?.fireDue(in: tx).refusals ?? []
                    written.nextDue = [try changes.promoteDue(), try schedules?.nextDue(in: tx)].compactMap { $0 }.min()
                    written.looked = true
                }
                for (opening, last) in openings {
                    var turn = last
                    let claim = try changes.claim(opening, after: &turn)
                    written.claimed += claim.jobs
                    written.claims.append((opening.queue, turn, claim))
                }
                return written
            }
        }
    }

    /// Records one end on its own. When what its kind does at the end fails, the job comes back later: nothing is lost, and it is tried again.
    private func record(_ one: FinishedAttempt) async throws {
        let record = one.attempt.record
        do {
            try await settle(record, one.ending)
        } catch  where !error.isOfTheNode {
            one.attempt.context.logger.error("the end of a job can't be recorded", metadata: ["error": "\(error)"])
            try await settle(record, .snoozed(for: Self.unrecordedPause))
        }
    }

    /// Before a job whose end could not be recorded is started again.
    private static let unrecordedPause = Duration.seconds(60)

    private func settle(_ record: JobRecord, _ ending: AttemptEnding) async throws {
        try await jobs.store.write { [jobs] tx in
            try jobs.changing(in: tx) { _ = try $0.settle(record.id, fence: record.fence, ending) }
        }
    }

    private func log(_ one: FinishedAttempt) {
        let logger = one.attempt.context.logger
        var metadata: Logger.Metadata {
            let duration = ContinuousClock.now - one.attempt.startedAt
            var metadata: Logger.Metadata = ["durationMs": "\(duration.milliseconds)", "attempt": "\(one.attempt.record.attempt)"]
            if let spanID = one.attempt.trace.spanID { metadata["spanId"] = "\(spanID)" }
            return metadata
        }
        switch one.ending {
        case .completed: logger.info("job done", metadata: metadata.merging(["status": "ok"]) { $1 })
        case .snoozed: logger.info("job snoozed", metadata: metadata.merging(["status": "snoozed"]) { $1 })
        case .cancelled(let reason):
            logger.notice("job cancelled", metadata: metadata.merging(["status": "cancelled", "error": "\(reason)"]) { $1 })
        case .failed(let error, _, _, _):
            logger.warning("job attempt failed", metadata: metadata.merging(["status": "failed", "error": "\(error)"]) { $1 })
        case .timedOut(let fault), .abandoned(let fault), .leaseExpired(let fault):
            logger.warning("job attempt failed", metadata: metadata.merging(["status": "failed", "error": "\(fault)"]) { $1 })
        case .interrupted, .crashed: logger.notice("job put back", metadata: metadata.merging(["status": "interrupted"]) { $1 })
        }
    }
}
