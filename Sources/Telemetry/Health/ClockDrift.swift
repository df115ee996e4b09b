import Glibc
package import Primitives
import Synchronization

/// How far the time of day has moved away from the time that has passed: a clock that is set at once jumps by that.
package final class ClockDrift: Sendable {
    /// How long a jump is told of.
    private static let memory = Duration.minutes(10)

    private struct State {
        var offset: Duration?
        var jump = Duration.zero
        var jumpedAt = Duration.zero
    }

    private let clock: WallClock
    private let uptime: @Sendable () -> Duration
    private let state = Mutex(State())

    package init(clock: WallClock = .system, uptime: @escaping @Sendable () -> Duration = ClockDrift.sinceBoot) {
        self.clock = clock
        self.uptime = uptime
    }

    /// Goes on while the machine sleeps, so that waking up is no jump.
    package static let sinceBoot: @Sendable () -> Duration = {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// The largest jump of the last ten minutes, forward or back. Asked regularly: it compares with the time before.
    package func jump() -> Duration {
        let now = uptime()
        let offset = .microseconds(clock.now().microseconds) - now
        return state.withLock { state in
            if now - state.jumpedAt > Self.memory { state.jump = .zero }
            if let before = state.offset {
                let moved = offset > before ? offset - before : before - offset
                if moved > state.jump { (state.jump, state.jumpedAt) = (moved, now) }
            }
            state.offset = offset
            return state.jump
        }
    }
}
