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
    static let gathering = DispatchTimeInterval.milliseconds(5)

    private struct State {
        var waiting: [UInt8] = []
        var dropped = 0
        /// What the system refused; reported once something is written again, or a broken pipe would be tried for ever.
        var refused = 0
        var isDraining = false
    }

    private let descriptor: Int32
    private let droppedLine: @Sendable (Int) -> [UInt8]
    private let state = Mutex(State())
    private let thread = DispatchQueue(label: "uprising.log")

    /// - Parameter droppedLine: the line that says how many were dropped.
    init(descriptor: Int32, droppedLine: @escaping @Sendable (Int) -> [UInt8]) {
        self.descriptor = descriptor
        self.droppedLine = droppedLine
    }

    /// Takes one line, line feed included.
    func write(_ line: [UInt8]) {
        let mustStart = state.withLock { state in
            guard state.waiting.count + line.count <= Self.byteLimit else {
                state.dropped += 1
                return false
            }
            state.waiting.append(contentsOf: line)
            if state.isDraining { return false }
            state.isDraining = true
            return true
        }
        if mustStart { thread.asyncAfter(deadline: .now() + Self.gathering) { self.drain() } }
    }

    func flush(within limit: Duration) -> Bool {
        let done = DispatchSemaphore(value: 0)
        thread.async {
            self.drain()
            done.signal()
        }
        return done.wait(timeout: .now() + .microseconds(Int(clamping: limit.microseconds))) == .success
    }

    private func drain() {
        while true {
            let (lines, dropped) = state.withLock { state in
                let lines = state.waiting
                var dropped = state.dropped
                state.waiting = []
                state.dropped = 0
                if !lines.isEmpty {
                    dropped += state.refused
                    state.refused = 0
                }
                state.isDraining = !lines.isEmpty || dropped > 0
                return (lines, dropped)
            }
            if lines.isEmpty, dropped == 0 { return }
            if dropped > 0 { put(droppedLine(dropped), lineCount: dropped) }
            put(lines, lineCount: nil)
        }
    }

    /// Writes all of `bytes`. What the system refuses counts as dropped; it is reported with the next line that gets through.
    private func put(_ bytes: [UInt8], lineCount: Int?) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno == EAGAIN {
                // Standard output may be shared with a process that made it non-blocking.
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, -1)
            } else if errno != EINTR {
                giveUp(lineCount ?? rest.count { $0 == UInt8(ascii: "\n") })
                return
            }
        }
    }

    /// Counts lines as dropped, without starting over at once: the next line tries again.
    private func giveUp(_ count: Int) {
        state.withLock { $0.refused += count }
    }
}
