import JobQueue
import Synchronization
import Telemetry

/// Measures jobs as they start and end.
final class QueueMeter: JobMeter {
    private struct Line {
        let runs: HistogramCell
        let waits: HistogramCell
        let ended: [JobState: CounterCell]
    }

    /// As many as have a series of their own; jobs of further queues are looked up each time.
    private static let lineLimit = 100
    private static let ends: [JobState] = [.completed, .failed, .cancelled]

    private let registry: MetricRegistry
    private let board: HealthBoard
    private let lines = Mutex<[QueueName: Line]>([:])

    init(registry: MetricRegistry, board: HealthBoard) {
        self.registry = registry
        self.board = board
    }

    func started(queue: QueueName, waited: Duration) {
        line(queue).waits.record(waited)
    }

    func ended(queue: QueueName, as state: JobState, ran: Duration?) {
        let line = line(queue)
        line.ended[state]?.increment(by: 1)
        if let ran { line.runs.record(ran) }
        if state == .completed || state == .failed { board.observe(.jobFailureRate, isHit: state == .failed) }
    }

    private func line(_ queue: QueueName) -> Line {
        lines.withLock { lines in
            if let known = lines[queue] { return known }
            let name = queue.description
            let made = Line(
                runs: registry.histogram(Families.jobRuns, name), waits: registry.histogram(Families.jobWaits, name),
                ended: Dictionary(
                    uniqueKeysWithValues: Self.ends.map { ($0, registry.counter(Families.jobsEnded, name, $0.rawValue)) }))
            if lines.count < Self.lineLimit { lines[queue] = made }
            return made
        }
    }
}
