import DataStore
import Primitives
import Telemetry

/// What the writers of both databases do.
struct StoreSource: MetricSource {
    let stores: [(name: String, store: Store)]

    /// The larger of the logs of writes.
    var logBytes: Double { Double(stores.compactMap { $0.store.writeLog?.byteCount }.max() ?? 0) }

    func write(to text: inout MetricText) async {
        let figures = stores.map { (labels: [$0.name], figures: $0.store.figures) }
        let logs = stores.compactMap { entry in entry.store.writeLog.map { (labels: [entry.name], log: $0) } }
        text.family(Families.batches, figures.map { (labels: $0.labels, counts: $0.figures.batchSizes) })
        text.family(Families.commits, figures.map { (labels: $0.labels, counts: $0.figures.commitSeconds) })
        text.family(Families.waits, figures.map { (labels: $0.labels, counts: $0.figures.waitSeconds) })
        text.family(Families.failedCommits, figures.map { (labels: $0.labels, value: Double($0.figures.failedCommits)) })
        text.family(Families.refusedWrites, figures.map { (labels: $0.labels, value: Double($0.figures.refusedWrites)) })
        text.family(Families.waitingWrites, figures.map { (labels: $0.labels, value: Double($0.figures.waitingWrites)) })
        text.family(Families.logBytes, logs.map { (labels: $0.labels, value: Double($0.log.byteCount)) })
        text.family(Families.checkpoints, logs.map { (labels: $0.labels, value: Double($0.log.restarts)) })
    }
}
