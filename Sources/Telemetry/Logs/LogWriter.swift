import Dispatch
import Glibc
import Primitives
import Synchronization

/// Takes finished lines without ever waiting for the one who reads them, and writes them from a thread of its own.
///
/// Past the bound lines are dropped and counted; the next that gets through is preceded by one that says how many.
final class LogWriter: Sendable {
    /// About 4,000 lines: a second of heavy logging while a terminal or a log collector is stalled.
    static let byteLimit = 1_048_576
    /// How long lines wait for others: waking a thread and a system call for each would cost a busy node more than the lines themselves.
    /// What a power cut or `kill -9` can take from the log.
    static let gathering = Duration.milliseconds(5)

    /// A line in the form of the destination, and as the recent window keeps it where that is another.
    typealias DroppedLine = @Sendable (_ count: Int) -> (line: [UInt8], record: [UInt8]?)

    private struct State {
        var waiting: [UInt8] = []
        var records: [UInt8] = []
        var dropped = 0
        /// What the system refused; reported once something is written again, or a broken pipe would be tried for ever.
        var refused = 0
        /// Whether somebody is under way who will write what waits.
        var isGathering = false

        var isEmpty: Bool { waiting.isEmpty && dropped == 0 }
    }

    private let destination: any LogDestination
    private let window: LogWindow?
    private let droppedLine: DroppedLine
    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "uprising.log")

    /// - Parameter droppedLine: the line that says how many were dropped.
    init(_ destination: any LogDestination, window: LogWindow? = nil, droppedLine: @escaping DroppedLine) {
        self.destination = destination
        self.window = window
        self.droppedLine = droppedLine
    }

    /// Whether lines are to be given as JSON, too, where they are written otherwise.
    var keepsRecords: Bool { window != nil }

    /// Takes one line, line feed included.
    ///
    /// - Parameter record: the same as JSON, where it is anything else.
    func write(_ line: [UInt8], record: [UInt8]? = nil) {
        let mustStart = state.withLock { state in
            guard state.waiting.count + line.count <= Self.byteLimit else {
                state.dropped += 1
                return false
            }
            state.waiting.append(contentsOf: line)
            if let record { state.records.append(contentsOf: record) }
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

    /// Lets lines gather, writes them, and comes back behind whoever waits for a flush. The thread sleeps, for a timer would wake two.
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
            (state.waiting, state.records, state.dropped) = ([], [], 0)
            if !taken.waiting.isEmpty { state.refused = 0 }
            return taken
        }
        let lost = taken.waiting.isEmpty ? taken.dropped : taken.dropped + taken.refused
        // The window first: it does not wait for whoever reads the log.
        if lost > 0 {
            let (line, record) = droppedLine(lost)
            window?.add(record ?? line)
            if destination.write(line) > 0 { giveUp(lost) }
        }
        window?.add(taken.records.isEmpty ? taken.waiting : taken.records)
        if !taken.waiting.isEmpty { giveUp(destination.write(taken.waiting)) }
    }

    /// Counts lines as dropped, without starting over at once: the next line tries again.
    private func giveUp(_ count: Int) {
        if count > 0 { state.withLock { $0.refused += count } }
    }
}
