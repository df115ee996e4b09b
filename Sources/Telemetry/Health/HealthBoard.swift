package import DataStore
package import Primitives
import Synchronization

/// The five health metrics of this node: takes observations, keeps the last hour at hand and the past in the telemetry database.
///
/// Observations go into the slot of the moment; ``seal(mayWrite:)`` closes it. What is read is always merged from slots.
package final class HealthBoard: Sendable {
    /// Of parts of one metric; further queues are counted together as `other`.
    private static let partLimit = 50
    private static let kept: Int64 = 3_600

    private struct State {
        var current: [SeriesKey: SeriesContent] = [:]
        /// Of the last hour, only those in which something was seen, the oldest first.
        var recent: [RollupSlot] = []
        var levels: [String: UInt32]?

        /// Takes out what no window reaches any more; a busy hour of the API's latencies would be megabytes.
        mutating func forget(at now: Int64) {
            for index in recent.indices {
                let start = recent[index].start
                recent[index].series = recent[index].series.filter { start > now - $0.key.metric.window.components.seconds }
            }
            recent.removeAll { $0.series.isEmpty || $0.start > now + HealthBoard.kept }
        }
    }

    private let store: Store
    private let clock: WallClock
    private let state = Mutex(State())

    package init(store: Store, clock: WallClock = .system) {
        self.store = store
        self.clock = clock
    }

    /// Takes up where the process before it ended.
    package func load() async throws {
        let now = clock.now().seconds
        let slots = try await store.read { try RollupRows.list(step: .short, from: now - Self.kept, to: now + 1, in: $0) }
        state.withLock { $0.recent = slots.filter { !$0.series.isEmpty } + $0.recent }
    }

    // Observing

    package func observe(_ metric: HealthMetric, _ part: String = "", took duration: Duration) {
        let key = SeriesKey(metric, part)
        state.withLock { state in
            state.current[key, default: .durations(DurationSketch())].add(duration)
        }
    }

    package func observe(_ metric: HealthMetric, isHit: Bool) {
        let key = SeriesKey(metric)
        state.withLock { state in
            var content = state.current[key] ?? .share(hits: 0, of: 0)
            content.add(.share(hits: isHit ? 1 : 0, of: 1))
            state.current[key] = content
        }
    }

    /// How many jobs wait in each queue at the moment.
    package func set(queues: [String: Int]) {
        var levels: [String: UInt32] = [:]
        for (index, queue) in queues.sorted(by: { $0.key < $1.key }).enumerated() {
            levels[index < Self.partLimit ? queue.key : "other", default: 0] += UInt32(clamping: queue.value)
        }
        state.withLock { state in
            state.levels = levels
            for (queue, level) in levels where level > 0 {
                let key = SeriesKey(.queueDepth, queue)
                var content = state.current[key] ?? .level(0)
                content.add(.level(level))
                state.current[key] = content
            }
        }
    }

    // Reading

    package func reading(of metric: HealthMetric) -> HealthReading {
        let now = clock.now().seconds
        let first = now - metric.window.components.seconds
        let contents: [SeriesKey: SeriesContent] = state.withLock { state in
            if metric == .queueDepth {
                let levels = (state.levels ?? [:]).map { (SeriesKey(metric, $0), SeriesContent.level($1)) }
                return Dictionary(uniqueKeysWithValues: levels)
            }
            var sum = RollupSlot(start: now, series: state.current.filter { $0.key.metric == metric })
            // A clock that was set back leaves slots of the future: they are not of this window.
            for slot in state.recent where slot.start > first && slot.start <= now {
                for (key, content) in slot.series where key.metric == metric { sum.add(key, content) }
            }
            return sum.series
        }
        return HealthReading(metric, contents.map { ($0.key.part, $0.value) })
    }

    package var readings: [HealthReading] { HealthMetric.allCases.map { reading(of: $0) } }

    /// Of a metric or one part of it, the oldest first.
    package func history(of metric: HealthMetric, part: String?, over range: HealthRange) async throws -> [HealthPoint] {
        let width = range.pointSeconds
        let end = (clock.now().seconds / width + 1) * width
        let first = end - range.seconds
        let slots = try await store.read { try RollupRows.list(step: range.step, from: first, to: end, in: $0) }
        var points: [Int64: RollupSlot] = [:]
        for slot in slots { points[slot.start / width * width, default: RollupSlot(start: 0)].add(slot) }
        return stride(from: first, to: end, by: Int(width)).map { start in
            HealthPoint(at: Timestamp(seconds: start), value: points[start].flatMap { Self.value(of: metric, part, in: $0) })
        }
    }

    private static func value(of metric: HealthMetric, _ part: String?, in slot: RollupSlot) -> Double? {
        let seen = slot.series.filter { $0.key.metric == metric && (part == nil || $0.key.part == part) }
        // The node ran, and no queue had anything.
        if metric == .queueDepth, seen.isEmpty { return 0 }
        return metric.value(of: seen.values.compactMap { metric.value(of: $0) })
    }

    // Keeping

    /// Closes the slot of the moment and writes it down.
    ///
    /// - Parameter mayWrite: false while the disk is nearly full: then the last hour is all there is.
    package func seal(mayWrite: Bool = true) async throws {
        let now = clock.now().seconds
        let slot = state.withLock { state in
            let slot = RollupSlot(start: RollupStep.short.start(of: now), series: state.current)
            state.current = [:]
            if !slot.series.isEmpty { state.recent.append(slot) }
            state.forget(at: now)
            return slot
        }
        guard mayWrite else { return }
        try await store.write { tx in
            // Of the process before this one, perhaps.
            let before = try RollupRows.last(in: tx).map { RollupStep.long.start(of: $0) }
            try RollupRows.add(slot, step: .short, in: tx)
            guard let before, before != RollupStep.long.start(of: slot.start) else { return }
            try Self.condense(before, in: tx)
            try RollupRows.prune(now: now, in: tx)
        }
    }

    private static func condense(_ start: Int64, in tx: WriteTransaction) throws {
        let slots = try RollupRows.list(step: .short, from: start, to: start + RollupStep.long.seconds, in: tx)
        guard !slots.isEmpty else { return }
        var sum = RollupSlot(start: start)
        for slot in slots { sum.add(slot) }
        try RollupRows.put(sum, step: .long, in: tx)
    }

    /// By how much the clock lies behind the newest slot of the past: it was set back while the node did not run.
    package func lag() async throws -> Duration {
        let last = try await store.read { try RollupRows.last(in: $0) }
        return .seconds(max(0, (last ?? 0) - clock.now().seconds))
    }

    /// Drops what lies ahead of the clock: it was measured while that was wrong.
    package func forgetFuture() async throws {
        let now = clock.now().seconds
        try await store.write { try RollupRows.removeAfter(now, in: $0) }
    }
}
