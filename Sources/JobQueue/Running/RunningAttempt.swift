import Instrumentation
import Logging
import Synchronization

/// An attempt of this process: a task of its own, so that it can be told to stop, and left to itself when it does not.
final class RunningAttempt: Sendable {
    private struct State {
        var task: Task<Void, Never>?
        var stopped: Stop?
    }

    /// Why and when it was told to stop.
    struct Stop {
        let ending: AttemptEnding
        let at: ContinuousClock.Instant
    }

    let record: JobRecord
    let context: JobContext
    let startedAt = ContinuousClock.now
    let trace: AttemptTrace
    private let state = Mutex(State())

    init(record: JobRecord, context: JobContext) {
        self.record = record
        self.context = context
        trace = AttemptTrace(of: record)
    }

    /// Begins the work; `ended` is told how it went, once.
    func begin(_ handler: AnyJobHandler?, ended: @escaping @Sendable (RunningAttempt, AttemptEnding) -> Void) {
        let task = Task {
            let ending = await ServiceContext.$current.withValue(self.trace.context) { await self.work(handler) }
            self.trace.end(ending)
            ended(self, ending)
        }
        state.withLock { state in
            state.task = task
            if state.stopped != nil { task.cancel() }
        }
    }

    /// Tells it to stop; the first reason counts.
    func stop(_ ending: AttemptEnding) {
        state.withLock { state in
            guard state.stopped == nil else { return }
            state.stopped = Stop(ending: ending, at: .now)
            state.task?.cancel()
        }
    }

    var stopped: Stop? { state.withLock { $0.stopped } }

    var timesOutAt: ContinuousClock.Instant { startedAt + record.timeout }

    private func work(_ handler: AnyJobHandler?) async -> AttemptEnding {
        guard let handler else { return .cancelled(JobFault.unknownKind(record.kind)) }
        do {
            return switch try await handler.run(record, context) {
            case .done: .completed(result: context.keptResult)
            case .snooze(let delay): .snoozed(for: delay)
            case .cancel(let reason): .cancelled(reason)
            }
        } catch {
            return stopped?.ending ?? (error.isOfTheNode ? .snoozed(for: JobRunner.nodePause) : .failed(error))
        }
    }
}
