package import DataStore
package import Primitives

/// How often codes may be asked for and tried: by address and by remote, counted in the database, so that a restart forgives nothing.
package final class RateLimits: Sendable {
    private static let remotePeriod = Duration.minutes(5)
    private static let addressPeriod = Duration.hours(1)

    private let limits: SignInLimits
    private let clock: WallClock
    private let known = KnownRefusals()

    package init(limits: SignInLimits, clock: WallClock = .system) {
        self.limits = limits
        self.clock = clock
    }

    /// Refuses a remote that is known to have no budget, from memory alone.
    ///
    /// - Throws: ``Failure`` `rateLimited`.
    package func refuseKnown(_ act: LimitedAct, remote: String?) throws(Failure) {
        guard let (_, subject) = bucket(act, remote),
            let wait = known.remaining(act, subject, at: clock.now(), atMost: Self.remotePeriod)
        else { return }
        throw refusal(wait, act)
    }

    /// Looks whether the remote has budget left, and takes nothing.
    ///
    /// - Throws: ``Failure`` `rateLimited`.
    package func check(_ act: LimitedAct, remote: String?, in transaction: some SQLReading) throws {
        _ = try outcome(act, remote, transaction)
    }

    /// Takes one from the remote's budget.
    ///
    /// - Throws: ``Failure`` `rateLimited`.
    package func take(_ act: LimitedAct, remote: String?, in transaction: WriteTransaction) throws {
        guard let (subject, fullAt) = try outcome(act, remote, transaction) else { return }
        try LimitRows.setFullAt(act, subject, to: fullAt, in: transaction)
    }

    /// Looks whether a code may be sent to `address` now, as `audience` asks.
    ///
    /// - Throws: ``Failure`` `rateLimited`.
    package func checkAddress(_ address: EmailAddress, for audience: CodeAudience, in transaction: some SQLReading) throws {
        let now = clock.now()
        let (interval, hourly) = (limits.codeInterval, limits.codesPerHour)
        guard interval > .zero || hourly > 0 else { return }
        let period = max(Self.addressPeriod, interval)
        // What a clock that was ahead recorded counts no more once it is right; a clock that went back a little forgives nothing.
        let requests = try LimitRows.requests(
            for: address, audience, since: now - period, until: now + period, limit: max(hourly, 1), in: transaction)
        var wait = Duration.zero
        if interval > .zero, let last = requests.first { wait = max(wait, last + interval - now) }
        if hourly > 0, requests.count >= hourly { wait = max(wait, requests[hourly - 1] + Self.addressPeriod - now) }
        // A clock that was set back must not shut the door for longer than the period.
        if wait > .zero {
            let policy = LimitPolicy("codes-by-address", quota: max(hourly, 1), in: hourly > 0 ? Self.addressPeriod : interval)
            throw Self.refusal(min(wait, period), policy)
        }
    }

    /// Counts a code for `address`.
    ///
    /// - Throws: ``Failure`` `rateLimited`.
    package func takeAddress(_ address: EmailAddress, for audience: CodeAudience, in transaction: WriteTransaction) throws {
        try checkAddress(address, for: audience, in: transaction)
        guard limits.codeInterval > .zero || limits.codesPerHour > 0 else { return }
        try LimitRows.recordRequest(for: address, audience, at: clock.now(), in: transaction)
    }

    func removeSpent(in transaction: WriteTransaction) throws -> Int {
        let now = clock.now()
        return try LimitRows.removeSpent(
            at: now, requestsBefore: now - max(Self.addressPeriod, limits.codeInterval), in: transaction)
    }

    /// `nil` when nothing is counted: the operator at the machine, or a limit that is off.
    private func bucket(_ act: LimitedAct, _ remote: String?) -> (TokenBucket, RemoteSubject)? {
        let capacity = capacity(of: act)
        guard capacity > 0, let remote else { return nil }
        return (TokenBucket(capacity: capacity, interval: Self.remotePeriod / capacity), RemoteSubject(remote))
    }

    private func capacity(of act: LimitedAct) -> Int {
        switch act {
        case .codeRequest: limits.requestsPerFiveMinutes
        case .verification: limits.verificationsPerFiveMinutes
        }
    }

    private func outcome(
        _ act: LimitedAct, _ remote: String?, _ transaction: some SQLReading
    ) throws -> (subject: RemoteSubject, fullAt: Timestamp)? {
        guard let (bucket, subject) = bucket(act, remote) else { return nil }
        let now = clock.now()
        switch bucket.taking(fullAt: try LimitRows.fullAt(act, subject, in: transaction), at: now) {
        case .taken(let fullAt): return (subject, fullAt)
        case .empty(let wait):
            known.remember(act, subject, until: now + wait, at: now)
            throw refusal(wait, act)
        }
    }

    /// The wait is rounded up to whole seconds: what a `Retry-After` header can say, and never too early.
    private static func refusal(_ wait: Duration, _ policy: LimitPolicy) -> Failure {
        let seconds = max(1, (wait.microseconds + 999_999) / 1_000_000)
        return Failure(
            .rateLimited, "For security purposes, you can only request this after \(seconds) seconds.", retryAfter: .seconds(seconds),
            limit: policy)
    }

    private func refusal(_ wait: Duration, _ act: LimitedAct) -> Failure {
        Self.refusal(wait, LimitPolicy("\(act.rawValue)-by-remote", quota: capacity(of: act), in: Self.remotePeriod))
    }
}
