import DataStore
import Primitives
import Synchronization
import TestSupport

@testable import Telemetry

/// A disk, a queue, and people to be told; a test sets the values and moves the time.
final class AlertWorld: Sendable {
    private struct State {
        var value: Double? = 0.5
        var minutes: Double? = 0
        var uptime = Duration.zero
        var changes: [String] = []
        var told: [[String]] = []
        var toldWithoutStore: [[String]] = []
        var isStoreBroken = false
        var isNotifyingBroken = false
    }

    struct Broken: Error {}

    let store: Store
    let clock = ManualClock()
    private let state = Mutex(State())

    init(store: Store) {
        self.store = store
    }

    var value: Double? {
        get { state.withLock { $0.value } }
        set { state.withLock { $0.value = newValue } }
    }
    var minutes: Double? {
        get { state.withLock { $0.minutes } }
        set { state.withLock { $0.minutes = newValue } }
    }
    var isStoreBroken: Bool {
        get { state.withLock { $0.isStoreBroken } }
        set { state.withLock { $0.isStoreBroken = newValue } }
    }
    var isNotifyingBroken: Bool {
        get { state.withLock { $0.isNotifyingBroken } }
        set { state.withLock { $0.isNotifyingBroken = newValue } }
    }
    var changes: [String] { state.withLock { $0.changes } }
    var told: [[String]] { state.withLock { $0.told } }
    var toldWithoutStore: [[String]] { state.withLock { $0.toldWithoutStore } }

    func watch() -> AlertWatch {
        AlertWatch(
            store: store, gauges: [.diskSpace: { self.value }, .queueStuck: { self.minutes }], announcer: self, clock: clock.wallClock,
            uptime: { self.state.withLock { $0.uptime } })
    }

    func pass(_ duration: Duration) {
        clock.advance(by: duration)
        state.withLock { $0.uptime += duration }
    }

    func fireAtOnce(_ name: AlertRuleName, resolve: Int = 300) async throws {
        try await store.write { tx in
            var rule = name.standard
            rule.forSeconds = 0
            rule.resolveSeconds = resolve
            try AlertRuleRows.save(rule, in: tx)
        }
    }

    private static func line(_ alert: Alert) -> String { "\(alert.rule.rawValue) \(alert.state.rawValue)" }
}

extension AlertWorld: AlertAnnouncer {
    func changed(_ alert: Alert, in tx: WriteTransaction) throws {
        if isStoreBroken { throw Broken() }
        tx.afterCommit { self.state.withLock { $0.changes.append(Self.line(alert)) } }
    }

    func notify(_ alerts: [Alert], _ targets: AlertTargets, in tx: WriteTransaction) throws {
        if isNotifyingBroken { throw Broken() }
        tx.afterCommit { self.state.withLock { $0.told.append(alerts.map(Self.line)) } }
    }

    func notifyWithoutStore(_ alerts: [Alert], _ targets: AlertTargets) async {
        state.withLock { $0.toldWithoutStore.append(alerts.map(Self.line)) }
    }
}
