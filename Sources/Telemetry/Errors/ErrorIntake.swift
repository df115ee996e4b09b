package import DataStore
package import Logging
import Primitives
import Synchronization

/// Gathers reports in memory and writes them together about once a second, so that a storm of errors costs the disk one flush a second.
///
/// A report that was taken is lost only if the process is killed within that second. Past the bound nothing is taken: the sender is told.
package final class ErrorIntake: Sendable {
    /// Reports that wait: two seconds of what the node is made to take.
    static let countLimit = 4_000
    static let byteLimit = 16_777_216

    private struct State {
        var waiting: [ErrorEvent] = []
        var bytes = 0
    }

    package let tallies = ErrorTallies()
    let sessions = SessionTallies()
    package let spikes: ErrorSpikes
    let store: Store
    private let kept = KeptEvents()
    private let state = Mutex(State())
    private let hasRoom: @Sendable () -> Bool
    private let retention: ErrorRetention
    private let logger: Logger

    /// - Parameter hasRoom: whether the disk has room for what could be lost without losing anybody's work.
    package init(
        store: Store, retention: ErrorRetention = ErrorRetention(), spikes: ErrorSpikes = ErrorSpikes(), logger: Logger,
        hasRoom: @escaping @Sendable () -> Bool
    ) {
        self.store = store
        self.retention = retention
        self.spikes = spikes
        self.logger = logger
        self.hasRoom = hasRoom
    }

    /// Whether there was room for it; a report that was sent before is taken and forgotten.
    package func take(_ event: ErrorEvent) -> Bool {
        guard state.withLock({ $0.waiting.count < Self.countLimit && $0.bytes < Self.byteLimit }) else { return false }
        let verdict = kept.decide(event)
        if verdict == .known { return true }
        spikes.note()
        tallies.add(1, of: event.project, "error", "accepted")
        var event = event
        // Packed here, where many do so at once, and not by the one that writes.
        if verdict == .keep {
            event.packed = PackedBytes.pack(JSONWriter.bytes(of: event.json))
            for index in event.items.indices { event.items[index].content = event.items[index].content.map(PackedBytes.pack) }
        } else {
            event.items = []
        }
        let light = event
        state.withLock { state in
            state.waiting.append(light)
            state.bytes += 500 + (light.packed?.count ?? 0) + light.items.reduce(0) { $0 + ($1.content?.count ?? 0) }
        }
        return true
    }

    /// Writes what waits.
    package func flush() async {
        let events = state.withLock { state in
            defer { state = State() }
            return state.waiting
        }
        let counts = tallies.take()
        let sessions = sessions.take()
        guard !events.isEmpty || !counts.isEmpty || !sessions.isEmpty else { return }
        guard hasRoom() else {
            logger.warning("errors were not kept: the disk is nearly full", metadata: ["count": "\(events.count)"])
            return
        }
        do {
            let batch = ErrorBatch(events: events, counts: counts, sessions: sessions)
            let retention = retention
            try await store.write { tx in
                try batch.write(in: tx)
                try retention.apply(in: tx)
            }
        } catch {
            // Not at level error: that would come back as the next error.
            logger.warning("errors were not kept", metadata: ["count": "\(events.count)", "error": "\(error)"])
        }
    }
}
