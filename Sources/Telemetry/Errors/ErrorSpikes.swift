import Synchronization

/// How many errors there are, beside how many there usually are.
package final class ErrorSpikes: Sendable {
    package struct Measure: Hashable, Sendable {
        /// Errors of the last five minutes.
        package let recent: Int
        /// Errors that five minutes of the hours before had on average; `nil` in the first hour of a process.
        package let usual: Double?

        /// Fewer than this are no spike, however quiet it was before.
        static let least = 20
        /// So many times the usual are one.
        static let factor = 5.0

        package var isSpike: Bool { recent >= Self.least && Double(recent) > (usual ?? Double(Self.least) / Self.factor) * Self.factor }
    }

    private static let recentMinutes = 5
    private static let usualMinutes = 6 * 60
    /// Before that an average says little.
    private static let leastMinutes = 60

    private struct State {
        let start: ContinuousClock.Instant
        var counts = [Int](repeating: 0, count: recentMinutes + usualMinutes)
        /// The minute since the start to which the newest count belongs.
        var minute = 0

        mutating func advance(to now: ContinuousClock.Instant) {
            let minute = Int((now - start).components.seconds / 60)
            for passed in stride(from: self.minute + 1, through: min(minute, self.minute + counts.count), by: 1) {
                counts[passed % counts.count] = 0
            }
            if minute > self.minute + counts.count { counts = [Int](repeating: 0, count: counts.count) }
            self.minute = max(self.minute, minute)
        }
    }

    private let state: Mutex<State>

    package init(at now: ContinuousClock.Instant = .now) {
        state = Mutex(State(start: now))
    }

    package func note(_ count: Int = 1, at now: ContinuousClock.Instant = .now) {
        state.withLock { state in
            state.advance(to: now)
            state.counts[state.minute % state.counts.count] += count
        }
    }

    package func measure(at now: ContinuousClock.Instant = .now) -> Measure {
        state.withLock { state in
            state.advance(to: now)
            let recent = (0..<Self.recentMinutes).reduce(0) { sum, back in
                state.minute >= back ? sum + state.counts[(state.minute - back) % state.counts.count] : sum
            }
            let known = min(state.minute + 1 - Self.recentMinutes, Self.usualMinutes)
            guard known >= Self.leastMinutes else { return Measure(recent: recent, usual: nil) }
            let usual = (Self.recentMinutes..<Self.recentMinutes + known).reduce(0) { sum, back in
                sum + state.counts[(state.minute - back) % state.counts.count]
            }
            return Measure(recent: recent, usual: Double(usual) / Double(known) * Double(Self.recentMinutes))
        }
    }
}
