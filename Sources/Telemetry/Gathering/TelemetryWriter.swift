package import DataStore
package import Logging
import Primitives
import ServiceLifecycle

/// Writes what the sources have gathered in one transaction about once a second, so that all telemetry costs one flush of the disk a second.
///
/// Telemetry gives way first: where the disk is nearly full or refuses, what was gathered is dropped and counted, and nobody waits for it.
package struct TelemetryWriter: Service {
    package static let interval = Duration.seconds(1)
    /// After a refusal, for a disk that is full is not emptied by being asked.
    static let pause = Duration.seconds(10)

    private let store: Store
    private let sources: [any TelemetrySource]
    private let mayWrite: @Sendable () -> Bool
    private let onCorrupt: @Sendable () -> Void
    private let logger: Logger

    /// - Parameters:
    ///   - mayWrite: false while the disk is nearly full.
    ///   - onCorrupt: called when the database turns out to be damaged.
    package init(
        store: Store, sources: [any TelemetrySource], mayWrite: @escaping @Sendable () -> Bool = { true },
        onCorrupt: @escaping @Sendable () -> Void = {}, logger: Logger
    ) {
        self.store = store
        self.sources = sources
        self.mayWrite = mayWrite
        self.onCorrupt = onCorrupt
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var report = LossReport()
            while !Task.isCancelled {
                let outcome = await runOnce()
                report.add(outcome, to: logger)
                // Ends the loop when the node stops.
                do { try await Task.sleep(for: outcome.isRefused ? Self.pause : Self.interval) } catch { break }
            }
        }
        _ = await runOnce()
    }

    /// What became of one round.
    package struct Outcome: Sendable {
        package var written = 0
        package var lost = 0
        /// Why nothing was written, if so.
        package var reason: String?
        package var isRefused: Bool { reason != nil }
    }

    /// Fetches and writes once.
    package func runOnce() async -> Outcome {
        let batches = sources.compactMap { $0.drain() }
        var outcome = Outcome()
        outcome.lost = batches.reduce(0) { $0 + $1.lostCount }
        let count = batches.reduce(0) { $0 + $1.count }
        guard count > 0 else { return outcome }
        guard mayWrite() else {
            outcome.lost += count
            outcome.reason = "the disk is nearly full"
            return outcome
        }
        do {
            try await store.write { tx in
                for batch in batches { try batch.write(tx) }
            }
            outcome.written = count
        } catch {
            outcome.lost += count
            outcome.reason = "\(error)"
            if (error as? StoreError)?.code == .corrupt { onCorrupt() }
        }
        return outcome
    }
}

/// Says what was lost, at most once a minute: a line for each loss would be a loss of its own.
private struct LossReport {
    private static let interval = Duration.seconds(60)

    private var lost = 0
    private var reason: String?
    private var last: ContinuousClock.Instant?

    mutating func add(_ outcome: TelemetryWriter.Outcome, to logger: Logger) {
        lost += outcome.lost
        reason = outcome.reason ?? reason
        guard lost > 0, last.map({ .now - $0 >= Self.interval }) ?? true else { return }
        logger.warning(
            "Telemetry was dropped", metadata: ["count": .stringConvertible(lost), "reason": .string(reason ?? "more came than is kept")])
        (lost, reason, last) = (0, nil, .now)
    }
}
