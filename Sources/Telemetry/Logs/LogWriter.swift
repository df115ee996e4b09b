import Dispatch
import Glibc
import Logging
import Primitives
import Synchronization

/// Takes events without ever waiting for the one who reads them, and writes their lines from a thread of its own.
///
/// Past the bound events are dropped and counted; the next that gets through is preceded by a line that says how many.
final class LogWriter: Sendable {
    /// Of what waits: some 3,000 events, a second of heavy logging while a terminal or a log collector is stalled.
    static let weightLimit = 1_048_576
    /// How long events wait for others: waking a thread and a system call for each would cost a busy node more than the lines themselves.
    /// What a power cut or `kill -9` can take from the log.
    static let gathering = Duration.milliseconds(5)

    private struct State {
        var waiting: [LoggedEvent] = []
        var weight = 0
        var dropped = 0
        /// What the system refused; reported once something is written again, or a broken pipe would be tried for ever.
        var refused = 0
        /// Whether somebody is under way who will write what waits.
        var isGathering = false

        var isEmpty: Bool { waiting.isEmpty && dropped == 0 }
    }

    private let destination: any LogDestination
    private let format: LogFormat
    private let isColored: Bool
    private let window: LogWindow?
    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "uprising.log")

    init(_ destination: any LogDestination, format: LogFormat, isColored: Bool, window: LogWindow?) {
        self.destination = destination
        self.format = format
        self.isColored = isColored
        self.window = window
    }

    func write(_ event: LoggedEvent) {
        let weight = event.weight
        let mustStart = state.withLock { state in
            // One alone is taken whatever it weighs: its line is cut.
            guard state.waiting.isEmpty || state.weight + weight <= Self.weightLimit else {
                state.dropped += 1
                return false
            }
            state.waiting.append(event)
            state.weight += weight
            defer { state.isGathering = true }
            return !state.isGathering
        }
        if mustStart { thread.async { self.gather() } }
    }

    func flush(within limit: Duration) -> Bool {
        let done = DispatchSemaphore(value: 0)
        thread.async {
            self.drain()
            done.signal()
        }
        return done.wait(timeout: .now() + .microseconds(Int(clamping: limit.microseconds))) == .success
    }

    /// Lets events gather, writes them, and comes back behind whoever waits for a flush. The thread sleeps, for a timer would wake two.
    private func gather() {
        usleep(UInt32(Self.gathering.microseconds))
        drain()
        let goesOn = state.withLock { state in
            state.isGathering = !state.isEmpty
            return state.isGathering
        }
        if goesOn { thread.async { self.gather() } }
    }

    private func drain() {
        let taken = state.withLock { state in
            let taken = state
            (state.waiting, state.weight, state.dropped) = ([], 0, 0)
            if !taken.waiting.isEmpty { state.refused = 0 }
            return taken
        }
        let lost = taken.waiting.isEmpty ? taken.dropped : taken.dropped + taken.refused
        if lost > 0 {
            let saying = LoggedEvent(
                level: .warning, message: "Log lines were dropped because nobody took them", logger: "uprising.log",
                fields: LogFields(["count": "\(lost)"]))
            if put([saying]) > 0 { giveUp(lost) }
        }
        if !taken.waiting.isEmpty { giveUp(put(taken.waiting)) }
    }

    /// - Returns: how many lines the system refused.
    private func put(_ events: [LoggedEvent]) -> Int {
        let records = format == .json || window != nil ? events.flatMap(JSONLine.of) : []
        // The window first: it does not wait for whoever reads the log.
        window?.add(records)
        return destination.write(format == .json ? records : events.flatMap { PrettyLine.of($0, isColored: isColored) })
    }

    /// Counts lines as dropped, without starting over at once: the next line tries again.
    private func giveUp(_ count: Int) {
        if count > 0 { state.withLock { $0.refused += count } }
    }
}
