package import DataStore
import Logging
package import Primitives

/// Looks at the rules again and again, and keeps which alerts there are.
///
/// Firing and being over are written before anybody is told, in the write that tells; so a node that dies with an alert firing comes back
/// with it, tells nobody twice and forgets nobody. When the database takes no writes, people are told all the same, and the write is made up for.
package actor AlertWatch {
    private let store: Store
    private let gauges: [AlertRuleName: AlertGauge]
    private let announcer: any AlertAnnouncer
    private let clock: WallClock
    private let uptime: @Sendable () -> Duration

    private var machines: [AlertRuleName: AlertStateMachine] = [:]
    private var active: [AlertRuleName: Alert] = [:]
    /// Changes that are not in the database yet, by alert.
    private var unsaved: [ID<Alert>: Alert] = [:]
    /// As they were when they could be read last.
    private var rules = AlertRuleName.allCases.map(\.standard)
    private var targets = AlertTargets()
    private var toldWithoutStoreAt: Timestamp?
    private var toldWithoutStore: Set<ID<Alert>> = []
    private var isLoaded = false

    /// - Parameters:
    ///   - gauges: rules without one know nothing, and stay quiet.
    ///   - uptime: goes forward only, for the times that rules wait.
    package init(
        store: Store, gauges: [AlertRuleName: AlertGauge], announcer: any AlertAnnouncer, clock: WallClock = .system,
        uptime: @escaping @Sendable () -> Duration = AlertWatch.systemUptime
    ) {
        self.store = store
        self.gauges = gauges
        self.announcer = announcer
        self.clock = clock
        self.uptime = uptime
    }

    package static let systemUptime: @Sendable () -> Duration = {
        let start = ContinuousClock.now
        return { .now - start }
    }()

    /// Those that fire or are about to, by when they began.
    package var current: [Alert] { active.values.sorted { $0.id < $1.id } }

    package var currentTargets: AlertTargets { targets }

    /// One look at every rule.
    package func runOnce() async {
        await refresh()
        for rule in rules {
            let value = rule.isOn ? await gauges[rule.name]?() ?? nil : nil
            step(rule, value)
        }
        await save()
        await notify()
    }

    private func refresh() async {
        do {
            let isFirst = !isLoaded
            let (rules, targets, firing) = try await store.read { tx in
                (try AlertRuleRows.all(in: tx), try AlertTargetRows.find(in: tx), isFirst ? try AlertRows.firing(in: tx) : [])
            }
            (self.rules, self.targets, isLoaded) = (rules, targets, true)
            for alert in firing {
                machines[alert.rule] = AlertStateMachine(isFiring: true)
                active[alert.rule] = alert
            }
        } catch {
            Logger.current.warning("Rules of alerts can't be read; those that were known are kept", metadata: ["error": "\(error)"])
        }
    }

    private func step(_ rule: AlertRule, _ value: Double?) {
        var machine = machines[rule.name] ?? AlertStateMachine()
        let transition = rule.isOn ? machine.step(rule.level(of: value), by: rule, at: uptime()) : machine.end()
        machines[rule.name] = machine
        let now = clock.now()
        if let value, active[rule.name] != nil, rule.level(of: value) == .bad {
            active[rule.name]?.value = value
            active[rule.name]?.summary = rule.name.summary(value, against: rule)
            active[rule.name]?.severity = rule.severity
        }
        switch transition {
        case .began: active[rule.name] = begun(rule, value, now)
        case .dropped: active[rule.name] = nil
        case .fired:
            var alert = active[rule.name] ?? begun(rule, value, now)
            alert.state = .firing
            alert.firedAt = now
            active[rule.name] = alert
            unsaved[alert.id] = alert
            Self.log(alert)
        case .resolved:
            guard var alert = active.removeValue(forKey: rule.name) else { return }
            alert.state = .resolved
            alert.resolvedAt = now
            alert.version += 1
            unsaved[alert.id] = alert
            Self.log(alert)
        case nil: break
        }
    }

    private func begun(_ rule: AlertRule, _ value: Double?, _ now: Timestamp) -> Alert {
        Alert(
            id: ID(at: now), rule: rule.name, severity: rule.severity, state: .pending, startedAt: now, value: value,
            summary: rule.name.summary(value, against: rule), version: 1)
    }

    private func save() async {
        guard !unsaved.isEmpty else { return }
        let waiting = unsaved.values.sorted { $0.id < $1.id }
        do {
            try await store.write { [announcer, clock] tx in
                for alert in waiting {
                    try AlertRows.save(alert, in: tx)
                    try announcer.changed(alert, in: tx)
                }
                try AlertRows.prune(at: clock.now(), in: tx)
            }
            for alert in waiting where unsaved[alert.id] == alert { unsaved[alert.id] = nil }
        } catch {
            Logger.current.error("An alert can't be written down", metadata: ["error": "\(error)"])
            await notifyWithoutStore(waiting)
        }
    }

    private func notify() async {
        let now = clock.now()
        let silenced = Set(rules.filter { $0.isSilenced(at: now) }.map(\.name))
        do {
            let (untold, last) = try await store.read { (try AlertRows.untold(in: $0), try AlertRows.noticeSentAt(in: $0)) }
            let alerts = untold.filter { !silenced.contains($0.rule) }
            guard !alerts.isEmpty, NoticeGate.isOpen(last, minutesBetween: targets.minutesBetween, at: now) else { return }
            try await store.write { [announcer, targets] tx in
                try announcer.notify(alerts, targets, in: tx)
                try AlertRows.tell(alerts, in: tx)
                try AlertRows.noticeSent(at: now, in: tx)
            }
        } catch {
            Logger.current.error("A notice of alerts can't be sent", metadata: ["error": "\(error)"])
        }
    }

    private func notifyWithoutStore(_ alerts: [Alert]) async {
        let now = clock.now()
        let silenced = Set(rules.filter { $0.isSilenced(at: now) }.map(\.name))
        let new = alerts.filter { $0.state == .firing && !silenced.contains($0.rule) && !toldWithoutStore.contains($0.id) }
        guard !new.isEmpty, NoticeGate.isOpen(toldWithoutStoreAt, minutesBetween: targets.minutesBetween, at: now) else { return }
        toldWithoutStoreAt = now
        toldWithoutStore.formUnion(new.map(\.id))
        await announcer.notifyWithoutStore(new, targets)
    }

    private static func log(_ alert: Alert) {
        let metadata: Logger.Metadata = [
            "alert": "\(alert.rule.rawValue)", "severity": "\(alert.severity.rawValue)", "summary": "\(alert.summary)",
            "cause": "\(alert.cause)", "command": "\(alert.command)",
        ]
        if alert.state == .resolved {
            Logger.current.notice("An alert is over", metadata: metadata)
        } else {
            Logger.current.warning("An alert fires", metadata: metadata)
        }
    }
}
