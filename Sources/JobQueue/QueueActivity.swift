package import Primitives
import Synchronization

/// What has happened in each queue in the last hour, kept in memory: how many came and went, how long they waited and ran.
///
/// A restart begins anew; ``Summary/since`` says from when on the figures are.
package final class QueueActivity: Sendable {
    static let span = Duration.hours(1)
    /// The hour moves on in steps of this.
    static let step = Duration.minutes(5)
    /// Workspaces times queues; past it those are forgotten in which nothing has happened for the longest time.
    static let placeLimit = 2_000

    enum What: Sendable {
        case enqueued
        case started(waited: Duration)
        case ended(JobState, ran: Duration?)
    }

    struct Event: Sendable {
        let workspaceID: String?
        let queue: QueueName
        let what: What

        init(_ job: JobRecord, _ what: What) {
            workspaceID = job.workspaceID
            queue = job.queue
            self.what = what
        }

        func tell(_ meter: any JobMeter) {
            switch what {
            case .enqueued: break
            case .started(let waited): meter.started(queue: queue, waited: waited)
            case .ended(let state, let ran): meter.ended(queue: queue, as: state, ran: ran)
            }
        }
    }

    package struct Quantiles: Sendable, Hashable {
        package let p50: Duration
        package let p95: Duration
    }

    package struct Summary: Sendable {
        package var since: Timestamp
        package var enqueued = 0
        package var completed = 0
        package var failed = 0
        package var cancelled = 0
        /// From the moment at which it could start; `nil` when nothing started.
        package var wait: Quantiles?
        package var run: Quantiles?

        package var ended: Int { completed + failed + cancelled }
    }

    private struct Place: Hashable {
        let workspaceID: String?
        let queue: QueueName
    }

    private struct State {
        var steps: [Place: [Step]] = [:]

        mutating func forgetOldest() {
            let oldest = steps.min { ($0.value.last?.number ?? 0) < ($1.value.last?.number ?? 0) }
            if let oldest { steps[oldest.key] = nil }
        }
    }

    private let clock: WallClock
    private let meter: (any JobMeter)?
    private let startedAt: Timestamp
    private let state = Mutex(State())

    init(clock: WallClock, meter: (any JobMeter)? = nil) {
        self.clock = clock
        self.meter = meter
        startedAt = clock.now()
    }

    func record(_ events: [Event]) {
        guard !events.isEmpty else { return }
        if let meter { for event in events { event.tell(meter) } }
        let number = number(at: clock.now())
        state.withLock { state in
            for event in events {
                let place = Place(workspaceID: event.workspaceID, queue: event.queue)
                if state.steps[place]?.last?.number != number {
                    state.steps[place, default: []].append(Step(number: number))
                    state.steps[place]?.removeAll { $0.number <= number - Self.stepCount || $0.number > number }
                }
                let last = (state.steps[place]?.count ?? 1) - 1
                state.steps[place]?[last].add(event.what)
            }
            if state.steps.count > Self.placeLimit { state.forgetOldest() }
        }
    }

    /// Of one workspace, or with `nil` of all and the node's own.
    package func summary(of queue: QueueName, workspace: String?) -> Summary {
        let now = clock.now()
        let first = number(at: now) - Self.stepCount + 1
        let steps = state.withLock { state in
            state.steps.filter { $0.key.queue == queue && (workspace == nil || $0.key.workspaceID == workspace) }
                .flatMap { $0.value.filter { $0.number >= first } }
        }
        var total = Step(number: first)
        for step in steps { total.add(step) }
        var summary = Summary(since: max(startedAt, Timestamp(microseconds: first * Self.stepMicroseconds)))
        summary.enqueued = total.enqueued
        summary.completed = total.completed
        summary.failed = total.failed
        summary.cancelled = total.cancelled
        summary.wait = total.waits.quantiles
        summary.run = total.runs.quantiles
        return summary
    }

    private static let stepMicroseconds = step.milliseconds * 1_000
    private static let stepCount = span.milliseconds / step.milliseconds

    private func number(at moment: Timestamp) -> Int64 { moment.microseconds / Self.stepMicroseconds }

    private struct Step {
        let number: Int64
        var enqueued = 0
        var completed = 0
        var failed = 0
        var cancelled = 0
        var waits = DurationHistogram()
        var runs = DurationHistogram()

        init(number: Int64) {
            self.number = number
        }

        mutating func add(_ what: What) {
            switch what {
            case .enqueued: enqueued += 1
            case .started(let waited): waits.add(waited)
            case .ended(let state, let ran):
                switch state {
                case .completed: completed += 1
                case .failed: failed += 1
                default: cancelled += 1
                }
                if let ran { runs.add(ran) }
            }
        }

        mutating func add(_ other: Step) {
            enqueued += other.enqueued
            completed += other.completed
            failed += other.failed
            cancelled += other.cancelled
            waits.add(other.waits)
            runs.add(other.runs)
        }
    }
}
