import JobQueue
import Logging
import Primitives
import Telemetry

/// How many jobs there are in each queue, and how long the oldest waits.
struct QueueSource: MetricSource {
    private static let shown: [JobState] = [.scheduled, .waiting, .waitingForChildren, .running, .retrying]

    let sample: QueueSample
    let clock: WallClock

    func write(to text: inout MetricText) async {
        do {
            let queues = try await sample.read()
            let now = clock.now()
            text.family(
                Families.queueDepth,
                queues.flatMap { queue in
                    Self.shown.map { (labels: [queue.name.description, $0.rawValue], value: Double(queue.depth[$0] ?? 0)) }
                })
            text.family(
                Families.queueAge,
                queues.map { queue in
                    let age = queue.oldestWaitingSince.map { (now - $0).fractionalSeconds } ?? 0
                    return (labels: [queue.name.description], value: max(0, age))
                })
        } catch {
            Logger.current.warning("Queues can't be read for metrics", metadata: ["error": "\(error)"])
        }
    }
}
