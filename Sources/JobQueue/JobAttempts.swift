import DataStore
import Logging
import Primitives

/// Runs one attempt of a job and records how it ended.
struct JobAttempts: Sendable {
    /// Longer reports of a failure are cut; the log has the whole.
    private static let errorLimit = 2_000

    /// Between two looks at a disk that refused.
    private static let diskPause = Duration.seconds(2)

    let jobs: Jobs
    let handlers: [String: AnyJobHandler]
    let logger: Logger
    let label: @Sendable (JobRecord) -> Logger.Metadata

    func run(_ record: JobRecord) async {
        let context = JobContext(record: record, jobs: jobs, logger: logger, label: label(record))
        let started = ContinuousClock.now
        let ending = await attempt(record, context)
        let duration = ContinuousClock.now - started
        await settle(record, ending, context)
        log(ending, duration, context)
    }

    /// Records the ending, again and again while the disk refuses. After any other fault, or a stop in between, the row still
    /// says running, and the next start puts it back.
    private func settle(_ record: JobRecord, _ ending: Ending, _ context: JobContext) async {
        while true {
            do {
                return try await write(ending, of: record, context)
            } catch {
                context.logger.error("the end of a job can't be recorded", metadata: ["error": "\(error)"])
                guard Self.isOfTheDisk(error) else { return }
            }
            do { try await Task.sleep(for: Self.diskPause) } catch { return }
        }
    }

    private enum Ending {
        case outcome(JobOutcome)
        case failed(any Error)
        case interrupted
    }

    private func attempt(_ record: JobRecord, _ context: JobContext) async -> Ending {
        guard let handler = handlers[record.kind] else {
            return .outcome(.cancel(reason: JobFault.unknownKind(record.kind)))
        }
        do {
            return .outcome(try await within(handler.timeout) { try await handler.run(record, context) })
        } catch {
            if Task.isCancelled { return .interrupted }
            return Self.isOfTheDisk(error) ? .outcome(.snooze(for: Self.diskPause)) : .failed(error)
        }
    }

    /// Whether the node itself had no room or no time: no fault of the job, so it costs no attempt.
    private static func isOfTheDisk(_ error: any Error) -> Bool {
        switch error {
        case let error as StoreError: [.diskFull, .busy, .inputOutput, .readOnly].contains(error.code)
        case let failure as Failure: [.storageFull, .busy].contains(failure.code)
        default: false
        }
    }

    private func write(_ ending: Ending, of record: JobRecord, _ context: JobContext) async throws {
        if context.isCompleted { return }
        try await jobs.store.write { [self] tx in
            // Progress has moved the version on since the claim.
            guard let current = try JobRows.find(record.id, in: tx), current.state == .running else { return }
            switch ending {
            case .outcome(.done): try jobs.complete(record.id, in: tx)
            case .outcome(.snooze(let delay)): try jobs.snooze(current, for: delay, in: tx)
            case .outcome(.cancel(let reason)): try giveUp(current, as: .cancelled, reason: reason, in: tx)
            case .failed(let error) where current.attempt >= current.maxAttempts: try giveUp(current, as: .failed, reason: error, in: tx)
            case .failed(let error):
                let delay = Backoff.delay(afterAttempt: current.attempt, jitter: .random(in: 0...1))
                try jobs.retry(current, after: delay, error: text(of: error), in: tx)
            case .interrupted: try jobs.putBack(current, in: tx)
            }
        }
    }

    private func giveUp(_ record: JobRecord, as state: JobState, reason: any Error, in tx: WriteTransaction) throws {
        let ended = try jobs.giveUp(record, as: state, error: text(of: reason), in: tx)
        try handlers[record.kind]?.gaveUp(ended, reason, tx)
    }

    private func text(of error: any Error) -> String {
        String(describing: error).singleLine().prefix(utf8: Self.errorLimit)
    }

    private func log(_ ending: Ending, _ duration: Duration, _ context: JobContext) {
        let metadata: Logger.Metadata = ["durationMs": "\(duration.milliseconds)", "attempt": "\(context.attempt)"]
        switch ending {
        case .outcome(.done): context.logger.info("job done", metadata: metadata.merging(["status": "ok"]) { $1 })
        case .outcome(.snooze): context.logger.info("job snoozed", metadata: metadata.merging(["status": "snoozed"]) { $1 })
        case .outcome(.cancel(let reason)):
            context.logger.notice("job cancelled", metadata: metadata.merging(["status": "cancelled", "error": "\(reason)"]) { $1 })
        case .failed(let error):
            context.logger.warning("job attempt failed", metadata: metadata.merging(["status": "failed", "error": "\(error)"]) { $1 })
        case .interrupted: context.logger.notice("job put back", metadata: metadata.merging(["status": "interrupted"]) { $1 })
        }
    }

    private func within<Value: Sendable>(_ limit: Duration, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw JobFault.timedOut(limit)
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}
