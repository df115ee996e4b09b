import FoundationEssentials
import Logging
import Primitives
import Synchronization
import Telemetry

/// Says whether retention may remove anything now, and warns when the clock is wrong.
final class RetentionGate: Sendable {
    private struct State {
        var record: ClockRecord
        var lookedAt: Duration?
        var wasHeld = false
    }

    private let path: String
    private let clock: WallClock
    private let uptime: @Sendable () -> Duration
    private let logger: Logger
    private let state: Mutex<State>

    /// - Parameter path: of the file in which the last look is kept. Without it nothing is known, and the clock is believed.
    init(
        path: String, clock: WallClock = .system, uptime: @escaping @Sendable () -> Duration = ClockDrift.sinceBoot, logger: Logger
    ) {
        self.path = path
        self.clock = clock
        self.uptime = uptime
        self.logger = logger
        state = Mutex(State(record: Self.read(path) ?? ClockRecord()))
    }

    /// What a look found.
    enum Finding {
        case open
        case held
        /// It is open again: the clock has gone steadily for a day.
        case opened
    }

    func look() -> Finding {
        let (now, elapsed) = (clock.now(), uptime())
        let (surprise, record, finding) = state.withLock { state -> (ClockRecord.Surprise?, ClockRecord, Finding) in
            let wasHeld = state.wasHeld || state.lookedAt == nil && state.record.isHeld(at: now)
            let surprise = state.record.look(at: now, elapsed: state.lookedAt.map { elapsed - $0 })
            state.lookedAt = elapsed
            state.wasHeld = state.record.isHeld(at: now)
            return (surprise, state.record, state.wasHeld ? .held : wasHeld ? .opened : .open)
        }
        if let surprise { warn(surprise, now) }
        keep(record)
        return finding
    }

    private func warn(_ surprise: ClockRecord.Surprise, _ now: Timestamp) {
        let words =
            switch surprise {
            case .unset: "before this program was made"
            case .behind(let span): "\(span.components.seconds) s before what it told here last"
            case .ahead(let span): "\(span.components.seconds) s after what it told here last"
            }
        logger.warning(
            "The clock may be wrong; nothing is removed for its age for a day",
            metadata: ["clock": "\(now)", "found": "\(words)", "command": "timedatectl set-ntp true"])
    }

    /// What can't be written is written at the next look: the disk has an alert of its own.
    private func keep(_ record: ClockRecord) {
        do {
            try JSONEncoder().encode(record).write(to: URL(filePath: path), options: .atomic)
        } catch {
            logger.debug("the clock's record was not written", metadata: ["error": "\(error)"])
        }
    }

    private static func read(_ path: String) -> ClockRecord? {
        FileManager.default.contents(atPath: path).flatMap { try? JSONDecoder().decode(ClockRecord.self, from: $0) }
    }
}
