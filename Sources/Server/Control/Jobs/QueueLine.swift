package import JobQueue
package import Primitives

/// A queue as the operator sees it.
package struct QueueLine: Codable, Sendable {
    package struct Quantiles: Codable, Sendable {
        package let p50: Double
        package let p95: Double

        init(_ quantiles: QueueActivity.Quantiles) {
            p50 = quantiles.p50.fractionalSeconds * 1_000
            p95 = quantiles.p95.fractionalSeconds * 1_000
        }
    }

    package struct Hour: Codable, Sendable {
        package let since: Timestamp
        package let enqueued: Int
        package let completed: Int
        package let failed: Int
        package let cancelled: Int
        package let waitMs: Quantiles?
        package let runMs: Quantiles?

        init(_ hour: QueueActivity.Summary) {
            since = hour.since
            enqueued = hour.enqueued
            completed = hour.completed
            failed = hour.failed
            cancelled = hour.cancelled
            waitMs = hour.wait.map { Quantiles($0) }
            runMs = hour.run.map { Quantiles($0) }
        }

        package var ended: Int { completed + failed + cancelled }
    }

    package let name: String
    package let external: Bool
    /// Jobs by the name of their state; every state has a member.
    package let depth: [String: Int]
    /// Whether the workspace, or without one the whole node, has it paused.
    package let paused: Bool
    package let pausedUntil: Timestamp?
    /// Whether it is paused for the whole node.
    package let pausedByOperator: Bool
    package let oldestWaitingSince: Timestamp?
    /// Absent while the node does not run: it is counted in memory.
    package let lastHour: Hour?

    init(_ queue: Jobs.QueueView, isNodeRunning: Bool) {
        name = queue.name.description
        external = queue.isExternal
        depth = Dictionary(uniqueKeysWithValues: JobState.allCases.map { ($0.rawValue, queue.depth[$0, default: 0]) })
        paused = queue.settings.isPaused
        pausedUntil = queue.settings.isPaused ? queue.settings.pausedUntil : nil
        pausedByOperator = queue.isPausedByNode
        oldestWaitingSince = queue.oldestWaitingSince
        lastHour = isNodeRunning ? Hour(queue.activity) : nil
    }

    package func jobs(_ state: JobState) -> Int { depth[state.rawValue] ?? 0 }

    package var isEmpty: Bool { depth.values.allSatisfy { $0 == 0 } }
}
