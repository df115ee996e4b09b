/// Decides from the levels of a rule, one after the other, when its alert begins, fires and is over.
///
/// Times are those of a clock that only goes forward: one that jumps makes no alert fire early, and none stay.
struct AlertStateMachine: Sendable {
    enum State: Hashable, Sendable {
        case quiet
        case pending(since: Duration)
        /// Well again since then, if it is.
        case firing(clearSince: Duration?)
    }

    enum Transition: Hashable, Sendable {
        case began, dropped, fired, resolved
    }

    private(set) var state: State

    init(isFiring: Bool = false) {
        state = isFiring ? .firing(clearSince: nil) : .quiet
    }

    mutating func step(_ level: AlertRule.Level, by rule: AlertRule, at now: Duration) -> Transition? {
        switch state {
        case .quiet:
            guard level == .bad else { return nil }
            state = .pending(since: now)
            return fireIfDue(rule, now) ?? .began
        case .pending:
            guard level == .bad else {
                // Not bad for one look is not bad all the time.
                state = .quiet
                return .dropped
            }
            return fireIfDue(rule, now)
        case .firing(let clearSince):
            // That nothing is known does not make it well; a new reading does.
            guard level == .good else {
                state = .firing(clearSince: nil)
                return nil
            }
            let since = clearSince ?? now
            state = .firing(clearSince: since)
            guard now - since >= .seconds(rule.resolveSeconds) else { return nil }
            state = .quiet
            return .resolved
        }
    }

    /// The rule was switched off.
    mutating func end() -> Transition? {
        defer { state = .quiet }
        switch state {
        case .quiet: return nil
        case .pending: return .dropped
        case .firing: return .resolved
        }
    }

    private mutating func fireIfDue(_ rule: AlertRule, _ now: Duration) -> Transition? {
        guard case .pending(let since) = state, now - since >= .seconds(rule.forSeconds) else { return nil }
        state = .firing(clearSince: nil)
        return .fired
    }
}
