package import DataStore
package import Primitives

/// What a day may cost at a language model, counted in tokens and kept in the database: a restart or a crash forgets nothing.
///
/// The most that a call may cost is taken off before it is made, and what it did not use is given back afterwards. A call that never
/// comes to an end has cost its most.
package struct TokenBudget: Sendable {
    /// Tokens taken off a day.
    struct Reservation: Sendable, Hashable {
        fileprivate let day: Int64
        fileprivate let tokens: Int
    }

    private let store: Store
    private let perDay: Int
    private let clock: WallClock

    package init(store: Store, perDay: Int, clock: WallClock = .system) {
        self.store = store
        self.perDay = perDay
        self.clock = clock
    }

    /// - Returns: `nil` when the rest of the day's budget is smaller. Days are those of UTC.
    func reserve(_ tokens: Int) async throws -> Reservation? {
        let day = clock.now().seconds / 86_400
        return try await store.write { [perDay] tx in
            try TokenRows.add(tokens, on: day, upTo: perDay, in: tx) ? Reservation(day: day, tokens: tokens) : nil
        }
    }

    /// Counts what a call has really cost, by the service's word.
    ///
    /// - Parameter used: what is no sensible number counts as the whole reservation.
    func settle(_ reservation: Reservation, used: Int64?) async throws {
        // A service can't make us pay the day's budget by a number, nor make calls free.
        let cost = used.flatMap { (1...Int64(reservation.tokens) * 4).contains($0) ? Int($0) : nil } ?? reservation.tokens
        guard cost != reservation.tokens else { return }
        try await store.write { tx in try TokenRows.adjust(by: cost - reservation.tokens, on: reservation.day, in: tx) }
    }

    /// A call that was never made costs nothing.
    func release(_ reservation: Reservation) async throws {
        try await store.write { tx in try TokenRows.adjust(by: -reservation.tokens, on: reservation.day, in: tx) }
    }
}
